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
        var keys = ((SignInStep.EnrollMethod)signIn.Step).FactorKeys;
        var open = keys.Select(key => (factors.PagesOf(key), (string?)signIn.PathOf(factors.PagesOf(key).EnrollPage!)));
        var done = signIn.Facts.Methods.Select(method => method.FactorKey).Distinct().Except(keys).Select(key => (factors.PagesOf(key), (string?)null));
        Choices = [.. open, .. done];
    }
}
