using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Journeys;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Factors;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Enrollment;

/// <summary>"Protect your account": why, and "Skip for now".</summary>
[JourneyPage<SignInStep.EnrollMethod>]
internal sealed class ProtectModel(CurrentSignIn signIn, FactorCatalog factors, IOrganizationStore organizations, JourneyAudit audit, TimeProvider clock) : PageModel
{
    public SignInStep.EnrollMethod Step => (SignInStep.EnrollMethod)signIn.Step;

    /// <summary>The methods that policy names. What is set up on one page is one.</summary>
    public IReadOnlyList<IFactorPages> Required => [.. Step.FactorKeys.Take(Step.Required).Select(factors.PagesOf).DistinctBy(pages => pages.EnrollPage)];

    /// <summary>There is a method already; policy asks for more.</summary>
    public bool HasOne => signIn.Facts.Methods.Count > 0;

    /// <summary>Keys and passkeys alone need no phone.</summary>
    public bool TakesPhone => Step.FactorKeys.Any(key => !factors.PagesOf(key).IsInDevices);

    /// <summary>Somebody whose home is elsewhere hears first what this organization wants of them.</summary>
    public bool IsGuest => signIn.Person?.Membership?.Kind == MembershipKind.Guest;

    /// <summary>Whoever adds a method of their own accord needs no reasons.</summary>
    public IActionResult OnGet() => Step.IsVoluntary
        ? new SeeOtherResult(signIn.PathOf(Step.Chosen is { } chosen ? factors.PagesOf(chosen).EnrollPage! : "/Enrollment/Choose"))
        : Page();

    public async Task<IActionResult> OnPostAsync(string? action, CancellationToken ct)
    {
        if (action == "skip") return await SkipAsync(ct);

        var leadsStraight = Step.Required > 0 || Step.FactorKeys.Select(key => factors.PagesOf(key).EnrollPage).Distinct().Count() == 1;
        return new SeeOtherResult(signIn.PathOf(leadsStraight ? factors.PagesOf(Step.FactorKeys[0]).EnrollPage! : "/Enrollment/Choose"));
    }

    private async Task<IActionResult> SkipAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var person = signIn.Person!;
        var allowed = signIn.Organization?.Policy.SkipsAllowed ?? 0;

        // One statement takes the skip: two tabs that skip at once use two of them, and never one too many.
        if (Step.SkipsLeft > 0 && person.Membership is { } membership
            && await organizations.TrySkipAsync(person.Account.Id, membership.OrganizationId, allowed, now, ct))
        {
            signIn.Change(state => state with { SkippedEnrollment = true });
            audit.Note(signIn.Journey, signIn.Visitor, AuditEvents.EnrollmentSkipped, detail: $"{Step.SkipsLeft - 1} left");
        }

        return await signIn.ContinueAsync(ct);
    }
}
