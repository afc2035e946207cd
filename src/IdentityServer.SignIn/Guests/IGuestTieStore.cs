namespace IdentityServer.SignIn.Guests;

/// <summary>
/// What guests change about their own ties. Everything joins the unit of work, whose save is a conflict if the tie is not, or no longer, as
/// the change expects it: of two requests that do the same, one does it.
/// </summary>
public interface IGuestTieStore
{
    /// <summary>The guest leaves. What they allowed is withdrawn, and revoked what the organization's applications hold for them.</summary>
    void Leave(Guid accountId, Guid organizationId, DateTime nowUtc);

    /// <summary>Whoever left less than <see cref="Organizations.Membership.TimeToReturn"/> ago comes back; they are asked to accept the terms when they sign in there.</summary>
    void Return(Guid accountId, Guid organizationId, DateTime nowUtc);

    /// <summary>Withdraws what the guest allowed, and revokes what the organization's applications hold for them.</summary>
    void Withdraw(Guid accountId, Guid organizationId, DateTime nowUtc);
}
