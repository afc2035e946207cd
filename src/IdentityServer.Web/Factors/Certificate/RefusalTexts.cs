using IdentityServer.Web.Factors.Certificate.Validation;
using IdentityServer.Web.Localization;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Factors.Certificate;

/// <summary>Why a certificate was refused and what to do about it, in the person's words.</summary>
internal static class RefusalTexts
{
    /// <summary>Null for what is no reason: the name comes from an address.</summary>
    public static string? Of(string? reason, IStringLocalizer<Texts> texts) => Enum.TryParse<Refusal>(reason, ignoreCase: true, out var refusal) && !char.IsAsciiDigit(reason![0])
        ? Of(refusal, texts)?.Value
        : null;

    private static LocalizedString? Of(Refusal refusal, IStringLocalizer<Texts> texts) => refusal switch
    {
        Refusal.None => texts["Your browser presented no certificate. Insert your card, then try again. A browser remembers when you chose none: if it doesn't ask again, close all of its windows first, or use a private window."],
        Refusal.Expired => texts["This certificate has expired. Use a newer one, or ask your organization for one."],
        Refusal.NotYetValid => texts["This certificate is not valid yet. Check the date on this device, or try again when it is."],
        Refusal.Revoked => texts["This certificate was revoked by the authority that issued it. Ask your organization for a new one."],
        Refusal.RevocationUnknown => texts["We could not find out whether this certificate is still in force, because the authority that issued it doesn't answer. Try again in a few minutes, or sign in another way."],
        Refusal.Untrusted => texts["This certificate was not issued by an authority that is accepted here. Choose another one: your browser may have to be closed before it asks again."],
        Refusal.WrongUsage => texts["This certificate was not issued for signing in. Choose another one: your browser may have to be closed before it asks again."],
        Refusal.Weak => texts["This certificate's key or signature is too weak to be accepted. Ask your organization for a new one."],
        Refusal.NotYours => texts["This certificate doesn't belong to the account that you want to use. Choose another one: your browser may have to be closed before it asks again."],
        Refusal.Interrupted => texts["That took too long, or was interrupted. Try again."],
        Refusal.TooManyTries => texts["Too many tries. Wait a few minutes, then try again."],
        _ => null,
    };
}
