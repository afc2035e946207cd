using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Audit;
using IdentityServer.Web.Factors;
using IdentityServer.Web.Factors.Phone;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.SecurityInfo.Profile;

/// <summary>What the account says about its owner; names and language are changed here, address and number on pages of their own.</summary>
[AccountPage(NeedsFreshProof = true)]
internal sealed class IndexModel(
    CurrentAccount current, IAccountStore accounts, FactorCatalog factors, AccountAudit audit, IUnitOfWork unitOfWork, IStringLocalizer<Texts> texts, TimeProvider clock) : PageModel
{
    private const int LongestName = 100;

    private const int LongestInitials = 10;

    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    [BindProperty]
    public string? GivenName { get; set; }

    [BindProperty]
    public string? FamilyName { get; set; }

    [BindProperty]
    public string? Initials { get; set; }

    [BindProperty]
    public string? Language { get; set; }

    public Account Account => current.Account;

    public bool HasPhones => factors.All.OfType<PhoneFactor>().Any();

    public void OnGet() => (GivenName, FamilyName, Initials, Language) = (Account.GivenName, Account.FamilyName, Account.Initials, Account.Culture);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        var (given, family, initials) = (Text(GivenName, LongestName, nameof(GivenName)), Text(FamilyName, LongestName, nameof(FamilyName)), Text(Initials, LongestInitials, nameof(Initials)));
        if (!ModelState.IsValid) return Page();

        accounts.Update(Account with
        {
            GivenName = given,
            FamilyName = family,
            Initials = initials,
            Culture = Cultures.FirstOf([Language ?? ""]),
            UpdatedUtc = clock.GetUtcNow().UtcDateTime,
        });
        audit.Note(AuditEvents.ProfileChanged);
        if (await unitOfWork.SaveAsync(ct) is not SaveOutcome.Saved) return new SeeOtherResult("/security/profile");

        CultureMiddleware.ForgetSwitch(HttpContext);
        return new SeeOtherResult("/security/profile?done=saved");
    }

    /// <summary>Null for nothing; what can't be a name is said beside its field.</summary>
    private string? Text(string? typed, int longest, string field)
    {
        var text = typed?.Trim() ?? "";
        if (text.Length > longest || text.Any(char.IsControl)) ModelState.AddModelError(field, texts["Use at most {0} characters, without line breaks.", longest]);
        return text.Length == 0 ? null : text;
    }
}
