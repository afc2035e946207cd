using System.Globalization;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Guests;
using IdentityServer.SignIn.Invitations;
using IdentityServer.SignIn.Journeys;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.SignIn;

namespace IdentityServer.Web.Guests;

/// <summary>Makes whoever accepts an organization's terms its guest: tie, invitation and consent are saved together, once.</summary>
internal sealed class Joining(
    CurrentSignIn signIn, IInvitationStore invitations, IOrganizationRegistry registry, IGuestTieStore ties, IOrganizationConsentStore consents, JourneyAudit audit,
    TimeProvider clock)
{
    /// <param name="text">All that stood on the page.</param>
    /// <returns>False: the invitation is no longer good, or another request was faster.</returns>
    public async Task<bool> AcceptAsync(SignInStep.AcceptOrganization step, string text, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var (organization, account) = (signIn.Organization!, signIn.Person!.Account);
        var invitation = step.InvitationId is { } id ? await invitations.FindAsync(id, ct) : null;
        if (step.InvitationId is not null && (invitation is null || !invitation.IsGood(now) || !invitation.IsFor(account))) return false;

        KeepTie(organization, account, invitation, now);
        if (invitation is not null) invitations.Update(invitation.AcceptedBy(account.Id, now));
        consents.Add(new OrganizationConsent
        {
            Id = Guid.CreateVersion7(now),
            AccountId = account.Id,
            OrganizationId = organization.Id,
            Version = GuestTerms.VersionOf(organization),
            Culture = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName,
            Text = text,
            AcceptedUtc = now,
            Address = signIn.Visitor.Address,
        });
        audit.Note(signIn.Journey, signIn.Visitor, AuditEvents.OrganizationConsentGranted, detail: GuestTerms.VersionOf(organization));
        if (invitation is not null) audit.Note(signIn.Journey, signIn.Visitor, AuditEvents.InvitationAccepted, detail: invitation.Email);
        signIn.Change(state => state with { AwaitsAccountChoice = invitation is not null });
        signIn.ForgetPerson();
        return await signIn.SaveAsync(ct);
    }

    private void KeepTie(Organization organization, Account account, Invitation? invitation, DateTime now)
    {
        var version = GuestTerms.VersionOf(organization);
        if (invitation is null)
        {
            ties.AcceptTerms(account.Id, organization.Id, version, now);
            return;
        }

        var tie = new Membership
        {
            AccountId = account.Id,
            OrganizationId = organization.Id,
            Kind = MembershipKind.Guest,
            CreatedUtc = now,
            GuestName = GuestNames.Of(invitation.Email, organization.Slug),
            SponsorId = invitation.InvitedBy,
            AccessEndsUtc = invitation.AccessEndsUtc ?? (organization.Policy.Guests.AccessDays is > 0 and var days ? now.AddDays(days) : null),
            TermsVersion = version,
        };
        if (signIn.Person!.Membership?.OrganizationId == organization.Id) ties.Redeem(tie);
        else registry.AddMembership(tie);
    }
}
