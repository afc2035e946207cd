using System.Globalization;
using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.Factors.SentCodes;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace IdentityServer.Web.Factors.Phone;

/// <summary>Wizard, screen 1: the number, and whether to text or call.</summary>
[JourneyPage<SignInStep.EnrollMethod>]
internal sealed class NumberModel(CurrentSignIn signIn, PhoneEnrollment enrollment, IOptions<PhoneOptions> options, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public string? Country { get; set; }

    [BindProperty]
    public string? Number { get; set; }

    /// <summary>The factor key of the way that was chosen.</summary>
    [BindProperty]
    public string? Way { get; set; }

    public IReadOnlyList<PhoneFactor> Ways => enrollment.Ways;

    public IReadOnlyList<Country> CountryChoices => [.. Accepted.OrderBy(country => country.Name, StringComparer.Create(CultureInfo.CurrentUICulture, ignoreCase: true))];

    public string BackUrl => signIn.PathOf("/Enrollment/Protect");

    public string OtherMethodUrl => signIn.PathOf("/Enrollment/Choose");

    public bool HasOtherMethods => signIn.State.Replaces.Count == 0 && signIn.Step is SignInStep.EnrollMethod step && step.FactorKeys.Except(Ways.Select(way => way.Key)).Any();

    public string TextOf(PhoneFactor way) => way.Key == CallFactor.FactorKey ? texts["Call me"] : texts["Text me a code"];

    private IReadOnlyList<Country> Accepted => Ways is [var way, ..] ? way.AcceptedCountries(signIn.Organization) : [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (Ways.Count == 0) return await signIn.ShowStepAsync(ct);

        Country = FirstChoice();
        Way = Ways[0].Key;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (Ways.Count == 0) return await signIn.ShowStepAsync(ct);

        var country = Accepted.FirstOrDefault(country => country.Iso == Country);
        if (country is null) return Again(nameof(Country), texts["Choose your country or region."]);
        if (PhoneNumber.Read(country, Number) is not PhoneReading.Number { E164: var number }) return Again(nameof(Number), ProblemOf(country));

        var outcome = await enrollment.SendAsync(enrollment.WayOf(Way) ?? Ways[0], number, ct);
        return SentCodeTexts.Of(outcome, texts) is { } problem && outcome is not SendOutcome.TooSoon
            ? Again(nameof(Number), problem)
            : new SeeOtherResult(signIn.PathOf("/Factors/Phone/Code"));
    }

    private string ProblemOf(Country country) => PhoneNumber.Read(country, Number) switch
    {
        PhoneReading.Empty => texts["Enter your phone number."],
        PhoneReading.TooShort => texts["That number is too short for {0}. Check it, or choose another country.", country.Name],
        PhoneReading.TooLong => texts["That number is too long for {0}. Check it, or choose another country.", country.Name],
        PhoneReading.UnknownCode => texts["No phone number begins like that. Check it, or choose another country."],
        _ => texts["A phone number has digits only. Leave out letters and extensions."],
    };

    /// <summary>The one that the browser names ("fr-CA"), or the server's own.</summary>
    private string? FirstChoice()
    {
        var region = Request.Headers.AcceptLanguage.ToString().Split(',', ';')[0].Split('-').Last().Trim();
        string[] wishes = [region, options.Value.DefaultCountry];
        return wishes.Select(Countries.Find).OfType<Country>().Where(Accepted.Contains).Select(country => country.Iso).FirstOrDefault();
    }

    private PageResult Again(string field, string error)
    {
        ModelState.Clear();
        ModelState.AddModelError(field, error);
        return Page();
    }
}
