using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Guests;
using IdentityServer.SignIn.Invitations;
using IdentityServer.SignIn.Journeys;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Factors.GuestCode;
using IdentityServer.Web.Factors.Password;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace IdentityServer.Web.Guests;

/// <summary>What a link in an invitation leads to. Looking changes nothing: mail scanners open every link.</summary>
internal sealed class Redemption(
    InvitationLinks links, IInvitationStore invitations, IOrganizationStore organizations, IAccountStore accounts, JourneyStart start, CurrentSignIn signIn,
    GuestCodes codes, IUnitOfWork unitOfWork, TimeProvider clock)
{
    /// <summary>Null if nobody ever made such a link, or all is gone.</summary>
    public async Task<OpenedInvitation?> OpenAsync(string? token, CancellationToken ct)
    {
        if (links.Read(token) is not { } link || await invitations.FindAsync(link.InvitationId, ct) is not { } invitation) return null;
        if (await organizations.FindAsync(invitation.OrganizationId, ct) is not { } organization) return null;

        var person = await accounts.FindPersonAsync(new(AccountIdentifierKind.Email, AccountIdentifier.NormalizeName(invitation.Email)), organization.Id, ct);
        var inviter = invitation.InvitedBy is { } by ? await accounts.FindAsync(by, ct) : null;
        return new OpenedInvitation(invitation, organization, person, inviter?.DisplayName, StateOf(invitation, link, person));
    }

    /// <summary>Begins the sign-in that ends in the organization: with a code to the address, or with the password of the account that has it.</summary>
    public async Task<IActionResult> BeginAsync(OpenedInvitation opened, CancellationToken ct)
    {
        var invitation = opened.Invitation;
        var begun = await start.BeginAsync(DemandsOf(opened), null, Landing.PathOf(invitation.ClientId), ct);

        // Whoever else is signed in in this browser is not meant.
        if (begun.Journey.AccountId != opened.Person?.Account.Id || begun.Journey.AccountId is null)
            begun = await start.BeginAsync(DemandsOf(opened) with { SelectAccount = true }, null, Landing.PathOf(invitation.ClientId), ct);

        var isThere = begun.Journey.AccountId is not null;
        var journey = begun.Journey with
        {
            AccountId = begun.Journey.AccountId ?? (opened.Person is { Account.State: AccountState.Active } person ? person.Account.Id : null),
            State = begun.Journey.State with
            {
                Identifier = invitation.Email,
                InvitationId = opened.State is LinkState.Good ? invitation.Id : null,
                ByMail = !isThere && !opened.HasPassword,
                Culture = null,
            },
        };
        await signIn.OpenAsync(await start.KeepAsync(journey, ct), ct);
        if (isThere || opened.HasPassword) return await signIn.ShowStepAsync(ct);

        await codes.SendAsync(invitation.Email, ct);
        if (invitation.OpenedUtc is null && opened.State is LinkState.Good) invitations.Update(invitation with { OpenedUtc = clock.GetUtcNow().UtcDateTime });
        await unitOfWork.SaveAsync(ct);
        return await signIn.ShowStepAsync(ct);
    }

    private static JourneyDemands DemandsOf(OpenedInvitation opened) => new() { OwnerId = opened.Organization.Id, LoginHint = opened.Invitation.Email };

    private LinkState StateOf(Invitation invitation, InvitationLink link, Person? holder) => invitation switch
    {
        { State: InvitationState.Accepted } => LinkState.Redeemed,
        { State: InvitationState.Withdrawn } => LinkState.Withdrawn,
        _ when invitation.ExpiresUtc <= clock.GetUtcNow().UtcDateTime => LinkState.Expired,
        { AccountId: { } redeeming } when holder?.Account.Id != redeeming => LinkState.Moved,
        _ => link.Number == invitation.Link ? LinkState.Good : LinkState.Replaced,
    };
}

/// <summary>An invitation that somebody has the link of.</summary>
/// <param name="Person">Who has its address by now, with their tie to the organization.</param>
internal sealed record OpenedInvitation(Invitation Invitation, Organization Organization, Person? Person, string? Inviter, LinkState State)
{
    /// <summary>They sign in with what they have: a password, or whatever their own organization asks for.</summary>
    public bool HasPassword => Person is { Account.State: AccountState.Active } && !GuestCode.MayOpen(Person, PasswordFactor.FactorKey);
}

/// <summary>What a link is worth.</summary>
internal enum LinkState
{
    Good,

    /// <summary>The invitation was sent anew: a newer mail has the link that is good.</summary>
    Replaced,

    /// <summary>An account is to be redeemed again that has another address by now. To open a second one would leave the first one outside for good.</summary>
    Moved,
    Redeemed,
    Expired,
    Withdrawn,
}
