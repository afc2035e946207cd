using System.Net.Mail;
using IdentityServer.Web.Factors.Email;
using IdentityServer.Web.Factors.SentCodes;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.SecurityInfo.Profile;

/// <summary>A new e-mail address: where the code goes.</summary>
[AccountPage(NeedsFreshProof = true)]
internal sealed class EmailModel(CurrentAccount current, AddressChange change, EmailFactor factor, IStringLocalizer<Texts> texts) : PageModel
{
    private const int Longest = 254;

    [BindProperty]
    public string? Address { get; set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (Parse(Address) is not { } address) return Again(texts["Enter an email address, as in name@example.com."]);
        if (string.Equals(address, current.Account.Email, StringComparison.OrdinalIgnoreCase)) return Again(texts["This is your address already."]);

        var outcome = await change.SendAsync(factor, address, ct);
        if (SentCodeTexts.Of(outcome, texts) is { } problem && outcome is not SendOutcome.TooSoon) return Again(problem);

        var token = change.Seal(new PendingAddress(current.Account.Id, factor.Key, address));
        return new SeeOtherResult($"/security/code?to={Uri.EscapeDataString(token)}");
    }

    /// <summary>Null for what is no plain address.</summary>
    private static string? Parse(string? typed)
    {
        var text = typed?.Trim() ?? "";
        return text.Length is > 2 and <= Longest && !text.Any(char.IsWhiteSpace) && MailAddress.TryCreate(text, out var mail) && mail.Address == text && mail.Host.Contains('.', StringComparison.Ordinal)
            ? text
            : null;
    }

    private PageResult Again(string error)
    {
        ModelState.AddModelError(nameof(Address), error);
        return Page();
    }
}
