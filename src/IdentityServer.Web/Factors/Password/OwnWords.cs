using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Shared;

namespace IdentityServer.Web.Factors.Password;

/// <summary>What anybody who knows the person would try: names, address, phone number, organization.</summary>
internal sealed class OwnWords
{
    /// <summary>Shorter ones are parts of too many other words.</summary>
    private const int Shortest = 4;

    private readonly List<string> _words;

    private OwnWords(IEnumerable<string?> texts) => _words =
        [.. texts.OfType<string>().Select(CommonPasswords.Fold)
            .SelectMany(text => Parts(text).Append(text).Append(string.Concat(Parts(text))))
            .Where(word => word.Length >= Shortest).Distinct().OrderByDescending(word => word.Length)];

    public static OwnWords Of(Account account, Organization? organization) => new(
        [account.UserName, account.Email, account.GivenName, account.FamilyName, account.DisplayName, account.Phone, .. NationalNumbers(account.Phone),
            organization?.DisplayName, organization?.Slug, PageChrome.ProductName]);

    /// <summary>What is left of a password, in the form that they are compared in, once they are taken out.</summary>
    public string Without(string folded) =>
        _words.Aggregate(folded, (rest, word) => rest.Replace(word, "", StringComparison.Ordinal));

    private static string[] Parts(string text) => text.Split([.. text.Where(c => !char.IsLetterOrDigit(c)).Distinct()], StringSplitOptions.RemoveEmptyEntries);

    // As people dial it at home: without the country's code, which has one to three digits.
    private static IEnumerable<string> NationalNumbers(string? phone) =>
        phone is { Length: > 8 } ? Enumerable.Range(2, 3).Select(start => phone[start..]) : [];
}
