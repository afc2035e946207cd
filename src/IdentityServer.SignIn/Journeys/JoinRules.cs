using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Guests;
using IdentityServer.SignIn.Invitations;
using IdentityServer.SignIn.Organizations;

namespace IdentityServer.SignIn.Journeys;

/// <summary>What stands between somebody who has proven who they are and an organization that is not their own.</summary>
public static class JoinRules
{
    /// <summary>Whether an invitation has to be looked for.</summary>
    public static bool NeedsInvitation(Journey journey, Person? person, Organization? organization, DateTime nowUtc) =>
        journey.State.Proofs.Count > 0 && person is not null && organization is not null
        && (journey.State.InvitationId is not null || !IsInside(person.Membership, organization, nowUtc));

    /// <param name="invitation">The one that the journey began with, or else the open one for the account's address.</param>
    /// <returns>Null: nothing stands between them, or nothing would help.</returns>
    public static SignInStep? StepFor(Journey journey, Person person, Organization? organization, Invitation? invitation, DateTime nowUtc)
    {
        if (organization is null) return null;
        if (IsInside(person.Membership, organization, nowUtc))
        {
            return person.Membership is { Kind: MembershipKind.Guest } tie && tie.TermsVersion != GuestTerms.VersionOf(organization)
                ? new SignInStep.AcceptOrganization(null)
                : null;
        }

        if (journey.State.InvitationId is not null && ProblemOf(invitation, person.Account, nowUtc) is { } problem) return new SignInStep.RefuseInvitation(problem);
        if (invitation is not null && ProblemOf(invitation, person.Account, nowUtc) is null) return new SignInStep.AcceptOrganization(invitation.Id);

        return person.Membership?.OrganizationId == organization.Id && person.Membership.MayReturn(nowUtc) ? new SignInStep.AcceptOrganization(null) { IsReturn = true } : null;
    }

    private static bool IsInside(Membership? membership, Organization organization, DateTime nowUtc) =>
        membership?.OrganizationId == organization.Id && membership.IsOpen(nowUtc);

    private static InvitationProblem? ProblemOf(Invitation? invitation, Account account, DateTime nowUtc) => invitation switch
    {
        null or { State: InvitationState.Withdrawn } => InvitationProblem.Withdrawn,
        { State: InvitationState.Accepted } => InvitationProblem.Redeemed,
        _ when !invitation.IsFor(account) => InvitationProblem.ForSomebodyElse,
        _ when invitation.ExpiresUtc <= nowUtc => InvitationProblem.Expired,
        _ => null,
    };
}
