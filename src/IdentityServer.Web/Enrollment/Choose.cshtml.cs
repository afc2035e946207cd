using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.Factors;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Enrollment;

/// <summary>Every method that may be set up, with a "Choose" button each, and those that are set up already.</summary>
[JourneyPage<SignInStep.EnrollMethod>]
internal sealed class ChooseModel(CurrentSignIn signIn, FactorCatalog factors) : PageModel
{
    public IReadOnlyList<Choice> Choices { get; private set; } = [];

    /// <summary>Nobody but the person asks for it: they may leave it here.</summary>
    public bool IsVoluntary => Step.IsVoluntary;

    public bool HasSetUpOne => signIn.State.Enrolled.Count > 0;

    public string BackUrl => signIn.PathOf("/Enrollment/Protect");

    private SignInStep.EnrollMethod Step => (SignInStep.EnrollMethod)signIn.Step;

    public void OnGet()
    {
        // What is set up on one page is offered once.
        var registered = signIn.Facts.Methods.Select(method => factors.PagesOf(method.FactorKey).Section).ToHashSet();
        var open = Step.FactorKeys.Select(factors.PagesOf).DistinctBy(pages => pages.EnrollPage)
            .Select(pages => new Choice(pages, signIn.PathOf(pages.EnrollPage!), registered.Contains(pages.Section))).ToList();
        var done = signIn.Facts.Methods.Select(method => factors.PagesOf(method.FactorKey)).DistinctBy(pages => pages.Section)
            .Where(pages => open.TrueForAll(choice => choice.Pages.Section != pages.Section))
            .Select(pages => new Choice(pages, null, true));
        Choices = [.. open, .. done];
    }

    /// <summary>Leaves it at what there is.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (IsVoluntary) signIn.Change(state => state with { WantsToEnroll = false, ChosenFactor = null, Replaces = [] });
        return await signIn.ContinueAsync(ct);
    }

    /// <param name="Url">Where it is set up; null where it can't be once more.</param>
    internal sealed record Choice(IFactorPages Pages, string? Url, bool IsSetUp);
}
