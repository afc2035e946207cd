using IdentityServer.SignIn.Factors;

namespace IdentityServer.SignIn.Journeys;

/// <summary>Decides the next step of a sign-in. Pages never link to one another; they all come back here.</summary>
public static class SignInJourney
{
    public static SignInStep Next(SignInFacts facts)
    {
        if (!facts.IsIdentified) return facts.HasAccountsToPick ? new SignInStep.PickAccount() : new SignInStep.Identify();
        if (facts.Proofs.Count == 0) return new SignInStep.ProveFirstFactor();
        if (!facts.MayEnter) return new SignInStep.RefuseAccess();

        return Strengthen(facts)
            ?? Enroll(facts)
            ?? Conclude(facts);
    }

    private static SignInStep? Strengthen(SignInFacts facts)
    {
        var shown = Strengths.Of(facts.Proofs);

        // Policy asks for what the account can show; what it lacks altogether is a matter of enrolment, with its skips.
        if (shown < facts.PolicyStrength && Reaching(facts, facts.PolicyStrength) is { Count: > 0 } byPolicy)
            return new SignInStep.ProveSecondFactor(byPolicy);

        if (shown >= facts.RequestedStrength) return null;
        if (Reaching(facts, facts.RequestedStrength) is { Count: > 0 } byRequest) return new SignInStep.ProveSecondFactor(byRequest);

        if (EnrollFor(facts, facts.RequestedStrength) is { } enrollment) return enrollment;
        return facts.RequestedStrengthIsEssential ? new SignInStep.StrengthOutOfReach() : null;
    }

    /// <summary>The methods with which the proofs would reach the strength, or, if none alone does, those that bring it nearer.</summary>
    private static List<Guid> Reaching(SignInFacts facts, Strength wanted)
    {
        var shown = Strengths.Of(facts.Proofs);
        var gains = facts.Methods.Select(method => (method.Id, Strength: With(facts.Proofs, method.Shows, method.Resistance))).ToList();
        var enough = gains.Where(gain => gain.Strength >= wanted).Select(gain => gain.Id).ToList();
        return enough.Count > 0 ? enough : gains.Where(gain => gain.Strength > shown).Select(gain => gain.Id).ToList();
    }

    private static SignInStep.EnrollMethod? EnrollFor(SignInFacts facts, Strength wanted)
    {
        var keys = facts.Enrollable
            .Where(factor => With(facts.Proofs, factor.Shows, factor.Resistance) >= wanted)
            .Select(factor => factor.Key).ToList();
        return keys.Count > 0 ? new SignInStep.EnrollMethod(keys, 0, 0) : null;
    }

    private static SignInStep? Enroll(SignInFacts facts)
    {
        var demand = facts.Enrollment;
        if (demand.FactorKeys.Count == 0 || facts.SkippedEnrollment || (demand.Paused && demand.SkipsLeft > 0)) return null;

        // A password alone opens the first enrolment only: whoever has a method shows it before adding another.
        if (Strengths.Of(facts.Proofs) < Strength.Mfa && Reaching(facts, Strength.Mfa) is { Count: > 0 } present)
            return new SignInStep.ProveSecondFactor(present);

        return new SignInStep.EnrollMethod(demand.FactorKeys, demand.Required, demand.SkipsLeft);
    }

    private static SignInStep Conclude(SignInFacts facts)
    {
        if (facts.HasUnconfirmedEnrollment) return new SignInStep.ConfirmEnrollment();
        if (facts.OffersToStaySignedIn) return new SignInStep.AskStaySignedIn();
        if (facts.ScopesAwaitingConsent.Count > 0) return new SignInStep.AskConsent(facts.ScopesAwaitingConsent);
        return new SignInStep.Finish();
    }

    private static Strength With(IReadOnlyCollection<Proof> proofs, FactorKinds shows, Resistance resistance) =>
        Strengths.Of([.. proofs, new Proof("", shows, resistance, [], default)]);
}
