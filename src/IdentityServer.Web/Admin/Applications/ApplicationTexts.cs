using IdentityServer.Web.Localization;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Admin.Applications;

/// <summary>What is said about applications.</summary>
internal static class ApplicationTexts
{
    public static string Of(ApplicationKind kind, IStringLocalizer<Texts> texts) => kind switch
    {
        ApplicationKind.Web => texts["Web application"],
        ApplicationKind.SinglePage => texts["Single-page application"],
        ApplicationKind.Mobile => texts["Mobile or desktop application"],
        _ => texts["Machine"],
    };

    public static string HintOf(ApplicationKind kind, IStringLocalizer<Texts> texts) => kind switch
    {
        ApplicationKind.Web => texts["Runs on a server, which keeps a secret."],
        ApplicationKind.SinglePage => texts["Runs in the browser, without a secret."],
        ApplicationKind.Mobile => texts["Runs on a phone or computer, without a secret, and stays signed in."],
        _ => texts["Calls APIs for itself; nobody signs in."],
    };

    /// <summary>Null: nothing was done just now.</summary>
    public static string? DoneText(string? done, IStringLocalizer<Texts> texts) => done switch
    {
        "saved" => texts["Your change is saved."].Value,
        "revoked" => texts["The secret is revoked."],
        "disable" => texts["The application is switched off."],
        "enable" => texts["The application is switched on."],
        _ => null,
    };
}
