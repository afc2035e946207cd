using IdentityServer.SignIn.Factors;

namespace IdentityServer.SignIn.Journeys;

/// <summary>Decides the next step of a sign-in. Pages never link to one another; they all come back here.</summary>
public static class SignInJourney
{
    public static SignInStep Next(SignInFacts facts)
    {
        if (facts.Registration is { } registration) return registration.IsProven ? new SignInStep.DescribeNewAccount() : new SignInStep.ProveNewAddress();
        if (!facts.IsIdentified) return facts.HasAccountsToPick ? new SignInStep.PickAccount() : new SignInStep.Identify();

        if (facts.Reset is { } reset) return NextOf(reset);

        var proofs = Counting(facts);

        // What only a reset accepts (a code from the account's mailbox, answers to questions) opens no sign-in.
        if (proofs.TrueForAll(proof => proof.Shows == FactorKinds.None)) return new SignInStep.ProveFirstFactor { ByMail = facts.ByMail };
        if (facts.OrganizationsToChoose.Count > 0) return new SignInStep.ChooseOrganization(facts.OrganizationsToChoose);
        if (facts.Join is SignInStep.RefuseInvitation refused) return refused;
        if (!facts.MayEnter && facts.Join is null) return new SignInStep.RefuseAccess();

        return Strengthen(facts, proofs)
            ?? facts.Join
            ?? (facts.AwaitsAccountChoice ? new SignInStep.ConfirmAccount() : null)
            ?? Refresh(facts)
            ?? Enroll(facts, proofs)
            ?? EnrollAnother(facts)
            ?? Conclude(facts);
    }

    /// <summary>What counts here: something shown with a method that is not accepted (in another organization's sign-in) adds no strength.</summary>
    public static List<Proof> Counting(SignInFacts facts) =>
        [.. facts.Proofs.Where(proof => proof.MethodId is not { } method || !facts.BarredMethods.Contains(method) || facts.TrustedMethods.Contains(method))];

    /// <summary>Until the first proof nobody learns which methods an account has, nor whether there is one.</summary>
    private static SignInStep NextOf(ResetFacts reset)
    {
        if (reset.HasExpired) return new SignInStep.RefuseReset(ResetProblem.Expired);
        if (!reset.HasBegun) return new SignInStep.ProveForReset();
        if (reset.Suffices) return new SignInStep.ChooseNewPassword();
        if (reset.Methods.Count > 0) return new SignInStep.ProveSecondFactor(reset.Methods);
        if (reset.OffersMailbox) return new SignInStep.ProveForReset();

        return new SignInStep.RefuseReset(reset.NeedsAnotherThing ? ResetProblem.OneThingAlone : ResetProblem.NothingElse);
    }

    private static SignInStep? Strengthen(SignInFacts facts, List<Proof> proofs)
    {
        var shown = Strengths.Of(proofs);

        // Policy asks for what the account can show; what it lacks altogether is a matter of enrolment, with its skips.
        if (shown < facts.PolicyStrength && Reaching(facts, proofs, facts.PolicyStrength) is { Count: > 0 } byPolicy)
            return new SignInStep.ProveSecondFactor(byPolicy);

        if (shown >= facts.RequestedStrength) return null;
        if (Reaching(facts, proofs, facts.RequestedStrength) is { Count: > 0 } byRequest) return new SignInStep.ProveSecondFactor(byRequest);

        if (EnrollFor(facts, proofs, facts.RequestedStrength) is { } enrollment) return enrollment;
        return facts.RequestedStrengthIsEssential ? new SignInStep.StrengthOutOfReach() : null;
    }

    /// <summary>The methods with which the proofs would reach the strength, or, if none alone does, those that bring it nearer.</summary>
    private static List<Guid> Reaching(SignInFacts facts, List<Proof> proofs, Strength wanted)
    {
        var shown = Strengths.Of(proofs);
        var gains = facts.Methods.Concat(facts.FirstFactors).Select(method => (method.Id, Strength: With(proofs, method.Shows, method.Resistance))).ToList();
        var enough = gains.Where(gain => gain.Strength >= wanted).Select(gain => gain.Id).ToList();
        return enough.Count > 0 ? enough : [.. gains.Where(gain => gain.Strength > shown).Select(gain => gain.Id)];
    }

    private static SignInStep? EnrollFor(SignInFacts facts, List<Proof> proofs, Strength wanted)
    {
        var keys = facts.Enrollable
            .Where(factor => With(proofs, factor.Shows, factor.Resistance) >= wanted)
            .Select(factor => factor.Key).ToList();
        return keys.Count > 0 ? Guarded(facts, new SignInStep.EnrollMethod(keys, 0, 0)) : null;
    }

    private static SignInStep? Enroll(SignInFacts facts, List<Proof> proofs)
    {
        var demand = facts.Enrollment;
        if (facts.SkippedEnrollment || demand.Paused) return null;
        if (demand.FactorKeys.Count > 0)
        {
            return Guarded(facts, new SignInStep.EnrollMethod(demand.FactorKeys, demand.Required, demand.SkipsLeft)
            {
                Missing = demand.Missing, IsUnderWay = facts.HasUnconfirmedEnrollment,
            });
        }

        if (!facts.PolicyStrengthIsEssential || Strengths.Of(proofs) >= facts.PolicyStrength) return null;

        return EnrollFor(facts, proofs, facts.PolicyStrength) ?? new SignInStep.StrengthOutOfReach();
    }

    /// <summary>What is asked for before a change: a proof made just now, with a second factor by whoever has one.</summary>
    private static SignInStep? Refresh(SignInFacts facts)
    {
        if (facts.ProofsSinceUtc is not { } since) return null;

        var guards = GuardsOf(facts);
        var opening = guards.Concat(facts.SpentMethods).ToList();
        var fresh = facts.Proofs.Where(proof => proof.AtUtc >= since);
        if (fresh.Any(proof => opening.Count == 0 || (proof.MethodId is { } shown ? opening.Contains(shown) : proof.Shows.HasFlag(FactorKinds.Possession)))) return null;
        if (guards.Count > 0) return new SignInStep.ProveSecondFactor(guards);

        return facts.FirstFactors.Count > 0
            ? new SignInStep.ProveSecondFactor([.. facts.FirstFactors.Select(method => method.Id)])
            : new SignInStep.StrengthOutOfReach();
    }

    private static SignInStep? EnrollAnother(SignInFacts facts)
    {
        if (!facts.WantsToEnroll || facts.Enrollable.Count == 0) return null;

        var keys = facts.Enrollable.Select(factor => factor.Key).ToList();
        var chosen = facts.ChosenFactor is { } key && keys.Contains(key) ? key : null;
        return Guarded(facts, new SignInStep.EnrollMethod(keys, 0, 0) { IsVoluntary = true, Chosen = chosen });
    }

    /// <summary>
    /// A password alone opens the first enrolment only: whoever has a method shows one, on this journey or shortly before it, to add another, be it
    /// one that this organization doesn't accept. Otherwise a stolen password would add a second factor of its own by way of a laxer organization.
    /// </summary>
    private static SignInStep Guarded(SignInFacts facts, SignInStep.EnrollMethod enrollment)
    {
        var opening = facts.Methods.Select(method => method.Id).Concat(facts.BarredMethods).Concat(facts.SpentMethods).ToList();
        var guards = GuardsOf(facts);
        var fresh = facts.Proofs.Where(proof => proof.AtUtc >= facts.EnrollmentProofsSinceUtc);
        if (guards.Count == 0 || fresh.Any(proof => proof.MethodId is { } shown && opening.Contains(shown))) return enrollment;

        return new SignInStep.ProveSecondFactor(guards);
    }

    /// <summary>The registered second factors, one of which is shown before anything is added or changed.</summary>
    private static List<Guid> GuardsOf(SignInFacts facts) =>
        facts.Methods.Count > 0 ? [.. facts.Methods.Select(method => method.Id)] : [.. facts.BarredMethods];

    private static SignInStep Conclude(SignInFacts facts)
    {
        if (facts.HasUnconfirmedEnrollment) return new SignInStep.ConfirmEnrollment();
        if (facts.HasMethodsToReconfirm) return new SignInStep.ReconfirmMethods();
        if (facts.Suggestion is { } suggestion) return new SignInStep.SuggestMethod(suggestion);
        if (facts.OffersToStaySignedIn) return new SignInStep.AskStaySignedIn();
        if (facts.ScopesAwaitingConsent.Count > 0) return new SignInStep.AskConsent(facts.ScopesAwaitingConsent);
        return new SignInStep.Finish();
    }

    private static Strength With(List<Proof> proofs, FactorKinds shows, Resistance resistance) =>
        Strengths.Of([.. proofs, new Proof("", shows, resistance, [], default)]);
}
