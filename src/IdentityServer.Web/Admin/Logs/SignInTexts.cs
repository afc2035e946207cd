using IdentityServer.SignIn.Audit;
using IdentityServer.Web.Localization;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Admin.Logs;

/// <summary>Words and colours for how a sign-in ended.</summary>
internal static class SignInTexts
{
    public static string Of(SignInEnd end, IStringLocalizer<Texts> texts) => end switch
    {
        SignInEnd.SignedIn => texts["Signed in"],
        SignInEnd.PasswordReset => texts["Password reset"],
        SignInEnd.Failed => texts["Not signed in"],
        _ => texts["Not finished"],
    };

    public static string BadgeOf(SignInEnd end) => end switch
    {
        SignInEnd.SignedIn or SignInEnd.PasswordReset => "badge success",
        SignInEnd.Failed => "badge warn",
        _ => "badge",
    };

    /// <summary>What there is to say of an entry: which methods somebody came in with, or why not.</summary>
    public static string? DetailOf(AuditEntry step, LogNames names, IStringLocalizer<Texts> texts) => step is { Event: AuditEvents.SignedIn, Detail: { } factors }
        ? string.Join(", ", factors.Split(' ').Select(names.OfFactor))
        : EventTexts.ReasonOf(step, texts);

    /// <summary>What stood in the way: "Proof refused · Password".</summary>
    public static string Of(AuditEntry step, LogNames names, IStringLocalizer<Texts> texts) =>
        string.Join(" · ", new[] { EventTexts.Of(step.Event, texts), names.OfFactor(step.FactorKey), EventTexts.ReasonOf(step, texts) }.Where(text => !string.IsNullOrEmpty(text)));
}
