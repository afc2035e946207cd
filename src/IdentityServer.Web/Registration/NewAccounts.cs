using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Factors.Password;
using IdentityServer.Web.SignIn;

namespace IdentityServer.Web.Registration;

/// <summary>Where accounts may be created, and the account itself once its address is proven.</summary>
internal sealed class NewAccounts(
    CurrentSignIn signIn, IAccountStore accounts, IOrganizationStore organizations, IOrganizationRegistry registry, NewPasswords passwords, JourneyAudit audit,
    TimeProvider clock)
{
    /// <summary>
    /// The organization that lets whoever is on this journey create an account: the application's owner, or else the one that the application hinted
    /// at. Null: none does.
    /// </summary>
    public async ValueTask<Organization?> FindPlaceAsync(CancellationToken ct)
    {
        var demands = signIn.State.Demands;
        var place = demands switch
        {
            { OwnerId: { } owner } => await organizations.FindAsync(owner, ct),
            { DomainHint: { } domain } => await organizations.FindByDomainAsync(domain, ct),
            _ => null,
        };

        // Whoever the application asked for by name has an account already.
        return demands.RequestedAccountId is null && place is { Policy.SelfRegistration: true } ? place : null;
    }

    /// <summary>Account, membership and password are saved together with the journey, which goes on as theirs. False: somebody has that address by now.</summary>
    public async Task<bool> TryAddAsync(Account account, Organization organization, string password, CancellationToken ct)
    {
        accounts.Add(account);
        registry.AddMembership(new Membership
        {
            AccountId = account.Id,
            OrganizationId = organization.Id,
            Kind = MembershipKind.Member,
            CreatedUtc = clock.GetUtcNow().UtcDateTime,
        });
        var proof = await passwords.SetFirstAsync(account.Id, password, ct);
        signIn.Identify(account.Email, account.Id, organization.Id);
        signIn.Change(state => state with { Proofs = [proof] });
        audit.Note(signIn.Journey, signIn.Visitor, AuditEvents.AccountCreated, factorKey: proof.FactorKey);
        signIn.ForgetPerson();
        return await signIn.SaveAsync(ct);
    }
}
