using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Organizations;

namespace IdentityServer.SignIn.Journeys;

/// <summary>What a guest has shown at another organization, and what it counts for here.</summary>
public static class TrustRules
{
    /// <summary>
    /// The proofs as this organization counts them. Elsewhere a guest has shown that they are who they say, which is one kind of evidence;
    /// more than that only where this organization trusts their own one, for as long as it says.
    /// </summary>
    /// <returns>The proofs, and those among them that are trusted whatever methods are accepted here.</returns>
    public static (IReadOnlyList<Proof> Proofs, IReadOnlyList<Proof> Trusted) Weigh(
        IReadOnlyList<Proof> proofs, Person person, Organization? organization, DateTime nowUtc)
    {
        if (organization is null || person.Membership is not { Kind: MembershipKind.Guest }) return (proofs, []);

        var trusted = TrustedAmong(proofs, person.Account, organization.Policy.Guests.Trust, nowUtc);
        return ([.. proofs.Select(proof => proof.OrganizationId == organization.Id || trusted.Contains(proof) ? proof : AsIdentity(proof))], trusted);
    }

    private static List<Proof> TrustedAmong(IReadOnlyList<Proof> proofs, Account account, HomeTrust trust, DateTime nowUtc)
    {
        if (trust.Strength < Strength.Mfa || account.HomeOrganizationId is not { } home) return [];

        var atHome = proofs.Where(proof => proof.OrganizationId == home && proof.AtUtc > nowUtc.AddHours(-trust.Hours)).ToList();
        return Strengths.Of(atHome) >= trust.Strength ? atHome : [];
    }

    private static Proof AsIdentity(Proof proof) =>
        proof.Shows is FactorKinds.None ? proof : proof with { Shows = FactorKinds.Knowledge, Resistance = Resistance.None };
}
