using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Journeys;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Localization;
using IdentityServer.Web.ProtocolHttp;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Guests;

/// <summary>What an organization asks of its guests; their yes or no.</summary>
[JourneyPage<SignInStep.AcceptOrganization>]
internal sealed class AcceptModel(
    CurrentSignIn signIn, Joining joining, ApplicationAnswers answers, JourneyAudit audit, JourneyEnd end, IStringLocalizer<Texts> texts) : PageModel
{
    public Organization Organization => signIn.Organization!;

    public TermsWords Terms => field ??= TermsWords.Of(Organization, texts);

    public bool IsReturn => Step.IsReturn;

    /// <summary>They accepted an earlier text.</summary>
    public bool HasChanged => Step is { InvitationId: null, IsReturn: false } && signIn.Person?.Membership?.TermsVersion is not null;

    private SignInStep.AcceptOrganization Step => (SignInStep.AcceptOrganization)signIn.Step;

    public async Task<IActionResult> OnPostAsync(string? action, CancellationToken ct)
    {
        if (action != "accept") return await RefuseAsync(ct);

        return await joining.AcceptAsync(Step, Terms.Text, ct) ? await signIn.ContinueAsync(ct) : await signIn.ReloadAsync(ct) ?? await signIn.ShowStepAsync(ct);
    }

    private async Task<IActionResult> RefuseAsync(CancellationToken ct)
    {
        audit.Note(signIn.Journey, signIn.Visitor, AuditEvents.OrganizationConsentRefused, succeeded: false);
        await end.RefuseAsync(signIn.Journey, ct);
        return signIn.State.Request is { } request
            ? answers.Refuse(request, "access_denied", "The person did not accept the organization's terms.")
            : RedirectToPage("/Guests/Declined", new { organization = Organization.Slug });
    }
}
