using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Journeys;
using IdentityServer.SignIn.Organizations;

namespace IdentityServer.SignIn.Methods;

/// <summary>Whether methods may be taken from an account: not what one of its organizations would ask for again, nor the last way in.</summary>
public static class MethodRemoval
{
    /// <param name="removed">The methods that would go; those that are one thing of the person's go together.</param>
    /// <param name="organizations">All that the account belongs to, each with its tie; none: what every account is asked for holds.</param>
    public static RemovalVerdict Judge(
        Person person, IReadOnlyCollection<Guid> removed, IReadOnlyCollection<(Organization Organization, Membership Tie)> organizations,
        IReadOnlyCollection<IFactor> factors, DateTime nowUtc)
    {
        var left = person with { Methods = [.. person.Methods.Where(method => !removed.Contains(method.Id))] };
        if (HasWayIn(person, factors, nowUtc) && !HasWayIn(left, factors, nowUtc)) return new RemovalVerdict.LastWayIn();

        IEnumerable<(Organization? Organization, Membership? Tie)> places = organizations.Count > 0
            ? organizations.Select(place => ((Organization?)place.Organization, (Membership?)place.Tie))
            : [(null, null)];
        foreach (var (organization, tie) in places)
        {
            var before = Compose(person with { Membership = tie }, organization, factors, nowUtc);
            var after = Compose(left with { Membership = tie }, organization, factors, nowUtc);
            if (AsksForMore(before, after, organization?.Policy ?? new Policy(), factors)) return new RemovalVerdict.NeededBy(organization);
        }

        return new RemovalVerdict.Allowed();
    }

    private static bool AsksForMore(SignInFacts before, SignInFacts after, Policy policy, IReadOnlyCollection<IFactor> factors)
    {
        if (after.Enrollment.Missing > before.Enrollment.Missing || after.Enrollment.Required > before.Enrollment.Required) return true;
        if (!after.PolicyStrengthIsEssential) return false;

        // What can't be set up any more is not asked for at a sign-in either: whoever gave it away would stand before a closed door.
        return Reach(after) < Least(Reach(before), after.PolicyStrength) || Count(after, factors) < Math.Min(Count(before, factors), policy.MethodsRequired);
    }

    private static Strength Least(Strength one, Strength other) => one < other ? one : other;

    /// <summary>How strong a sign-in with all of it would be.</summary>
    private static Strength Reach(SignInFacts facts) =>
        Strengths.Of([.. facts.Methods.Concat(facts.FirstFactors).Select(method => new Proof(method.FactorKey, method.Shows, method.Resistance, [], default))]);

    private static int Count(SignInFacts facts, IReadOnlyCollection<IFactor> factors) => facts.Methods
        .Where(method => factors.Any(factor => factor.Key == method.FactorKey && !factor.Use.HasFlag(FactorUse.Spare)))
        .Select(method => method.SetUpWith).Distinct().Count();

    private static bool HasWayIn(Person person, IReadOnlyCollection<IFactor> factors, DateTime nowUtc) => person.Methods.Any(method => factors.Any(factor =>
        factor.Key == method.FactorKey && factor.Use.HasFlag(FactorUse.First) && !factor.Use.HasFlag(FactorUse.Spare) && factor.IsUsable(method, nowUtc)));

    /// <summary>As a sign-in to the organization would find the account.</summary>
    private static SignInFacts Compose(Person person, Organization? organization, IReadOnlyCollection<IFactor> factors, DateTime nowUtc)
    {
        var journey = new Journey
        {
            Id = Guid.Empty,
            BrowserHash = [],
            AccountId = person.Account.Id,
            State = new JourneyState
            {
                Demands = new JourneyDemands(),
                OrganizationId = organization?.Id,
                Proofs = [new Proof("", FactorKinds.None, Resistance.None, [], nowUtc)],
            },
            CreatedUtc = nowUtc,
            ExpiresUtc = nowUtc,
        };
        return SignInFactsComposer.Compose(journey, person, organization, factors, hasAccountsToPick: false, isRememberedDevice: false, [], nowUtc);
    }
}

/// <summary>Whether methods may go.</summary>
public abstract record RemovalVerdict
{
    private RemovalVerdict()
    {
    }

    public sealed record Allowed : RemovalVerdict;

    /// <summary>This organization's policy asks for them; null: the account's own switch does.</summary>
    public sealed record NeededBy(Organization? Organization) : RemovalVerdict;

    /// <summary>Nothing else would open the account.</summary>
    public sealed record LastWayIn : RemovalVerdict;
}
