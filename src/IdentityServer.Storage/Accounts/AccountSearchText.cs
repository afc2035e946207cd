using System.Globalization;
using System.Text;
using IdentityServer.SignIn.Accounts;

namespace IdentityServer.Storage.Accounts;

/// <summary>The names of an account as they are searched: case and accents ignored, given name first and family name first.</summary>
internal static class AccountSearchText
{
    public const int MaxLength = 2000;

    public static string Of(Account account)
    {
        string?[] names =
        [
            account.UserName, account.Email, $"{account.GivenName} {account.FamilyName}".Trim(), $"{account.FamilyName} {account.GivenName}".Trim(), account.Phone,
        ];
        var text = string.Join('\n', names.Where(name => !string.IsNullOrEmpty(name)).Select(name => Fold(name!)));
        return text.Length <= MaxLength ? text : text[..MaxLength];
    }

    /// <summary>"Hélène" and "HELENE" are the same to whoever looks for her.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in AccountIdentifier.NormalizeName(text).Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark) folded.Append(c);
        }

        return folded.ToString();
    }
}
