using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Organizations;

namespace IdentityServer.SignIn.Journeys;

/// <summary>
/// What a policy would do to somebody at their next sign-in, decided by the same function as the sign-in itself: they show a password, or
/// whatever else lets them in, and each second factor that is asked for.
/// </summary>
public static class InterruptionForecast
{
    /// <param name="person">With the tie to the organization.</param>
    /// <param name="organization">With the policy that is being thought of.</param>
    /// <param name="factors">All that the server knows.</param>
    public static Interruption Of(Person person, Organization organization, IReadOnlyCollection<IFactor> factors, DateTime nowUtc)
    {
        if (FirstOf(person, factors, nowUtc) is not { } first) return Interruption.None;

        List<Proof> proofs = [ProofOf(first, factors, nowUtc)];
        for (var asked = 0; asked <= person.Methods.Count; asked++)
        {
            switch (StepAfter(proofs, person, organization, factors, nowUtc))
            {
                case SignInStep.ProveSecondFactor { MethodIds: [var id, ..] }:
                    proofs.Add(ProofOf(person.Methods.First(method => method.Id == id), factors, nowUtc));
                    break;
                case SignInStep.EnrollMethod enroll:
                    return enroll.SkipsLeft > 0 ? Interruption.MaySkip : Interruption.MustEnroll;
                case SignInStep.StrengthOutOfReach:
                    return Interruption.ShutOut;
                default:
                    return Interruption.None;
            }
        }

        return Interruption.None;
    }

    private static SignInStep StepAfter(IReadOnlyList<Proof> proofs, Person person, Organization organization, IReadOnlyCollection<IFactor> factors, DateTime nowUtc)
    {
        var journey = new Journey
        {
            Id = Guid.Empty,
            BrowserHash = [],
            AccountId = person.Account.Id,
            State = new JourneyState { Demands = new JourneyDemands(), Identifier = person.Account.UserName, OrganizationId = organization.Id, Proofs = proofs },
            CreatedUtc = nowUtc,
            ExpiresUtc = nowUtc + Journey.Lifetime,
        };
        return SignInJourney.Next(SignInFactsComposer.Compose(journey, person, organization, factors, false, false, [], nowUtc));
    }

    // A password where there is one: whoever comes in with more is interrupted less.
    private static Method? FirstOf(Person person, IReadOnlyCollection<IFactor> factors, DateTime nowUtc) => person.Methods
        .Select(method => (Method: method, Factor: factors.FirstOrDefault(factor => factor.Key == method.FactorKey)))
        .Where(way => way.Factor is { } factor && factor.Use.HasFlag(FactorUse.First) && factor.IsUsable(way.Method, nowUtc))
        .OrderBy(way => way.Factor!.Use.HasFlag(FactorUse.Second))
        .Select(way => way.Method)
        .FirstOrDefault();

    private static Proof ProofOf(Method method, IReadOnlyCollection<IFactor> factors, DateTime nowUtc)
    {
        var factor = factors.First(factor => factor.Key == method.FactorKey);
        var evidence = factor.EvidenceOf(method);
        return new Proof(factor.Key, evidence.Shows, evidence.Resistance, evidence.Amr, nowUtc, method.Id);
    }
}

/// <summary>How a sign-in would be interrupted.</summary>
public enum Interruption
{
    None,

    /// <summary>By a method to set up, which can be put off.</summary>
    MaySkip,

    /// <summary>By a method to set up, now.</summary>
    MustEnroll,

    /// <summary>For good: nothing that they have or may set up is strong enough.</summary>
    ShutOut,
}
