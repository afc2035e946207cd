using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.Factors;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Enrollment;

/// <summary>Every method that may be set up, with a "Choose" button each, and those that are set up already.</summary>
[JourneyPage<SignInStep.EnrollMethod>]
internal sealed class ChooseModel(CurrentSignIn signIn, FactorCatalog factors) : PageModel
{
    public IReadOnlyList<(IFactorPages Pages, string? Url)> Choices { get; private set; } = [];

    public string BackUrl => signIn.PathOf("/Enrollment/Protect");

    public void OnGet()
    {
        // What is set up on one page is offered once.
        var keys = ((SignInStep.EnrollMethod)signIn.Step).FactorKeys;
        var open = keys.Select(factors.PagesOf).DistinctBy(pages => pages.EnrollPage).Select(pages => (pages, (string?)signIn.PathOf(pages.EnrollPage!)));
        var done = signIn.Facts.Methods.Select(method => method.FactorKey).Except(keys).Select(factors.PagesOf).DistinctBy(pages => pages.Section)
            .Select(pages => (pages, (string?)null));
        Choices = [.. open, .. done];
    }
}
