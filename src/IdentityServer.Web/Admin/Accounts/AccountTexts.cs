using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Administration;
using IdentityServer.Web.Localization;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Admin.Accounts;

/// <summary>Words for what an account is.</summary>
internal static class AccountTexts
{
    public static string Of(AccountState state, IStringLocalizer<Texts> texts) => state switch
    {
        AccountState.Active => texts["Active"],
        AccountState.Locked => texts["Locked"],
        _ => texts["Archived"],
    };

    public static string BadgeOf(AccountState state) => state switch
    {
        AccountState.Active => "badge success",
        AccountState.Locked => "badge warn",
        _ => "badge",
    };

    public static string OfRole(string role, IStringLocalizer<Texts> texts) => role switch
    {
        AdministrationRoles.Administrator => texts["Account administrator"],
        AdministrationRoles.HelpDesk => texts["Help desk"],
        AdministrationRoles.Auditor => texts["Auditor"],
        _ => role,
    };

    public static string HintOf(string role, IStringLocalizer<Texts> texts) => role switch
    {
        AdministrationRoles.Administrator => texts["Looks after the organization's accounts, settings and applications."],
        AdministrationRoles.HelpDesk => texts["Resets methods, issues temporary access passes and unlocks; never for an administrator."],
        AdministrationRoles.Auditor => texts["Reads everything and changes nothing."],
        _ => "",
    };

    public static string OfServerRole(string role, IStringLocalizer<Texts> texts) => role switch
    {
        AdministrationRoles.Administrator => texts["Server administrator"],
        AdministrationRoles.HelpDesk => texts["Help desk for the whole server"],
        AdministrationRoles.Auditor => texts["Auditor of the whole server"],
        _ => role,
    };
}
