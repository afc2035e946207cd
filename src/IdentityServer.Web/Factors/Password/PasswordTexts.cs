using IdentityServer.Web.Localization;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Factors.Password;

/// <summary>Why a new password was refused, in the person's words.</summary>
internal static class PasswordTexts
{
    /// <summary>Null where it is a good one.</summary>
    public static string? Of(PasswordProblem problem, int least, IStringLocalizer<Texts> texts) => problem switch
    {
        PasswordProblem.None => null,
        PasswordProblem.TooShort => (string)texts["Use at least {0} characters. A few words that have nothing to do with each other are easy to remember.", least],
        PasswordProblem.TooLong => texts["Use at most {0} characters.", PasswordFactor.MaxLength],
        PasswordProblem.Common => texts["This password is one of those that are guessed first. Choose another one."],
        PasswordProblem.OwnWords => texts["This password is made of your name, address, phone number or organization. Use other words."],
        _ => texts["This password is a repetition or a sequence. Use something harder to guess."],
    };
}
