using IdentityServer.SignIn.Organizations;

namespace IdentityServer.SignIn.Guests;

/// <summary>
/// What changes about guests' ties, each change only what is its own: of two that cross, neither undoes the other. Everything joins the unit of work, whose save is a conflict if the tie is not, or no longer, as
/// the change expects it: of two requests that do the same, one does it.
/// </summary>
public interface IGuestTieStore
{
    /// <summary>The guest leaves. What they allowed is withdrawn, and revoked what the organization's applications hold for them, which are told of it.</summary>
    void Leave(Guid accountId, Guid organizationId, DateTime nowUtc);

    /// <summary>The guest has accepted an invitation: name, sponsor, end and terms are as given, and the way is open whatever closed it.</summary>
    void Redeem(Membership tie);

    /// <summary>
    /// The guest has accepted the organization's terms, another version than before; whoever left less than <see cref="Membership.TimeToReturn"/>
    /// ago comes back by it. Not for those who have to redeem an invitation first.
    /// </summary>
    void AcceptTerms(Guid accountId, Guid organizationId, string version, DateTime nowUtc);

    /// <summary>Until when the guest may enter (null: without end), and who answers for them.</summary>
    void Oversee(Guid accountId, Guid organizationId, DateTime? accessEndsUtc, Guid? sponsorId);

    /// <summary>Nothing but a new invitation opens the way again.</summary>
    void RequireRedemption(Guid accountId, Guid organizationId);

    /// <summary>Whoever left less than <see cref="Membership.TimeToReturn"/> ago comes back; they are asked to accept the terms when they sign in there.</summary>
    void Return(Guid accountId, Guid organizationId, DateTime nowUtc);

    /// <summary>Withdraws what the guest allowed, and revokes what the organization's applications hold for them, which are told of it.</summary>
    void Withdraw(Guid accountId, Guid organizationId, DateTime nowUtc);
}
