using System.Globalization;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Invitations;
using IdentityServer.Web.SignIn;

namespace IdentityServer.Web.Guests;

/// <summary>Accounts of people who were invited and have just proven their address.</summary>
internal sealed class NewGuests(CurrentSignIn signIn, IAccountStore accounts, IInvitationStore invitations, JourneyAudit audit, TimeProvider clock)
{
    /// <summary>
    /// The account is saved together with the journey, which goes on as its own; who invited decides only afterwards whether it may enter.
    /// False: the invitation is gone by now, somebody has that address, or an account that has another address now is to be redeemed again.
    /// </summary>
    public async Task<bool> OpenAccountAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var address = signIn.State.Identifier!;
        if (await InvitationOfAsync(address, now, ct) is not { } invitation) return false;

        var account = AccountOf(invitation, now);
        accounts.Add(account);
        var (proofs, organizationId) = (signIn.State.Proofs, signIn.State.Demands.OwnerId ?? invitation.OrganizationId);
        signIn.Identify(address, account.Id, organizationId);
        signIn.Change(state => state with { Proofs = proofs, ByMail = true });
        audit.Note(signIn.Journey, signIn.Visitor, AuditEvents.AccountCreated, detail: "invitation");
        signIn.ForgetPerson();
        return await signIn.SaveAsync(ct);
    }

    private async Task<Invitation?> InvitationOfAsync(string address, DateTime now, CancellationToken ct)
    {
        var named = signIn.State switch
        {
            { InvitationId: { } id } => await invitations.FindAsync(id, ct),
            { Demands.OwnerId: { } owner } => await invitations.FindOpenAsync(owner, address, ct),
            _ => null,
        };
        return named is { AccountId: null } && named.IsGood(now) && named.IsFor(address) ? named : await invitations.FindGoodAsync(address, now, ct);
    }

    private static Account AccountOf(Invitation invitation, DateTime now) => new()
    {
        Id = Guid.CreateVersion7(now),
        UserName = invitation.Email,
        Email = invitation.Email,
        EmailVerified = true,
        GivenName = invitation.DisplayName is { Length: <= 100 } name ? name : null,
        Culture = invitation.Culture ?? CultureInfo.CurrentUICulture.TwoLetterISOLanguageName,
        CreatedUtc = now,
        UpdatedUtc = now,
    };
}
