using System.Globalization;
using IdentityServer.Web.Factors;
using IdentityServer.Web.Factors.Phone;
using IdentityServer.Web.Factors.SentCodes;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace IdentityServer.Web.SecurityInfo.Profile;

/// <summary>A new phone number: where the code goes, and how.</summary>
[AccountPage(NeedsFreshProof = true)]
internal sealed class PhoneModel(
    CurrentAccount current, AddressChange change, FactorCatalog factors, IOptions<PhoneOptions> options, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public string? Country { get; set; }

    [BindProperty]
    public string? Number { get; set; }

    public IReadOnlyList<PhoneFactor> Ways => field ??= [.. factors.All.OfType<PhoneFactor>()];

    public IReadOnlyList<Country> CountryChoices => [.. Accepted.OrderBy(country => country.Name, StringComparer.Create(CultureInfo.CurrentUICulture, ignoreCase: true))];

    private IReadOnlyList<Country> Accepted => field ??= Ways is [var way, ..] ? way.AcceptedCountries(current.Organization) : [];

    public IActionResult OnGet()
    {
        Country = options.Value.DefaultCountry;
        return Ways.Count == 0 ? NotFound() : Page();
    }

    public async Task<IActionResult> OnPostAsync(string? way, CancellationToken ct)
    {
        ModelState.Clear();
        if (Ways.Count == 0) return NotFound();
        if (Accepted.FirstOrDefault(accepted => accepted.Iso == Country) is not { } country || PhoneNumber.Read(country, Number) is not PhoneReading.Number { E164: var number })
            return Again(texts["Enter a phone number of the country that you have chosen."]);
        if (number == current.Account.Phone) return Again(texts["This is your number already."]);

        var factor = Ways.FirstOrDefault(known => known.Key == way) ?? Ways[0];
        var outcome = await change.SendAsync(factor, number, ct);
        if (SentCodeTexts.Of(outcome, texts) is { } problem && outcome is not SendOutcome.TooSoon) return Again(problem);

        var token = change.Seal(new PendingAddress(current.Account.Id, factor.Key, number));
        return new SeeOtherResult($"/security/code?to={Uri.EscapeDataString(token)}");
    }

    private PageResult Again(string error)
    {
        ModelState.AddModelError(nameof(Number), error);
        return Page();
    }
}
