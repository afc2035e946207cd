using FsCheck;
using FsCheck.Fluent;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Journeys;

namespace IdentityServer.SignIn.Tests.Journeys;

/// <summary>What holds for every sign-in, whatever the facts.</summary>
public sealed class SignInJourneyProperties
{
    private static readonly UsableMethod[] AllMethods = [Given.App, Given.Sms, Given.SecurityKey, Given.Passkey];

    private static readonly Proof[] AllProofs = [Given.Password, Given.MailedCode, .. AllMethods.Select(Given.ProofOf)];

    [Fact]
    public void Nothing_is_opened_without_a_proof() => Holds(facts =>
        facts.Proofs.Count > 0 || SignInJourney.Next(facts) is SignInStep.Identify or SignInStep.PickAccount or SignInStep.ProveFirstFactor);

    [Fact]
    public void Nobody_finishes_who_may_not_enter() => Holds(facts =>
        facts.MayEnter || SignInJourney.Next(facts) is SignInStep.Identify or SignInStep.PickAccount or SignInStep.ProveFirstFactor or SignInStep.RefuseAccess);

    [Fact]
    public void Nothing_is_set_up_before_a_registered_method_was_shown() => Holds(facts =>
    {
        var registered = facts.Methods.Select(method => method.Id).Concat(facts.BarredMethods).ToList();
        var wasShown = facts.Proofs.Any(proof => proof.MethodId is { } id && registered.Contains(id));
        return registered.Count == 0 || wasShown || SignInJourney.Next(facts) is not SignInStep.EnrollMethod;
    });

    [Fact]
    public void A_second_factor_is_asked_of_registered_methods_only_and_never_of_none() => Holds(facts =>
        SignInJourney.Next(facts) is not SignInStep.ProveSecondFactor step
        || (step.MethodIds.Count > 0 && step.MethodIds.All(id => facts.Methods.Any(method => method.Id == id) || facts.BarredMethods.Contains(id))));

    [Fact]
    public void Nothing_is_asked_for_that_was_shown_on_this_journey() => Holds(facts =>
        SignInJourney.Next(facts) is not SignInStep.ProveSecondFactor step || !step.MethodIds.Any(id => facts.Proofs.Any(proof => proof.MethodId == id)));

    [Fact]
    public void Whoever_finishes_is_as_strong_as_an_insisting_application_asks() => Holds(facts =>
        !facts.RequestedStrengthIsEssential || SignInJourney.Next(facts) is not SignInStep.Finish || Strengths.Of(Counting(facts)) >= facts.RequestedStrength);

    [Fact]
    public void Whoever_finishes_is_as_strong_as_an_insisting_policy_asks_or_was_let_off() => Holds(facts =>
        !facts.PolicyStrengthIsEssential || facts.SkippedEnrollment || facts.Enrollment.Paused || SignInJourney.Next(facts) is not SignInStep.Finish
        || Strengths.Of(Counting(facts)) >= facts.PolicyStrength);

    [Fact]
    public void A_skip_is_offered_only_as_often_as_one_is_left() => Holds(facts =>
        SignInJourney.Next(facts) is not SignInStep.EnrollMethod step || step.SkipsLeft == 0 || step.SkipsLeft == facts.Enrollment.SkipsLeft);

    [Fact]
    public void What_is_missing_is_put_off_by_a_skip_alone() => Holds(facts =>
        facts.Enrollment.FactorKeys.Count == 0 || facts.SkippedEnrollment || facts.Enrollment.Paused
        || SignInJourney.Next(facts) is not (SignInStep.ConfirmEnrollment or SignInStep.AskStaySignedIn or SignInStep.AskConsent or SignInStep.Finish));

    [Fact]
    public void No_step_leads_back_to_an_earlier_one() => Holds(facts =>
    {
        var steps = Walk(facts);
        return steps.Zip(steps.Skip(1)).All(pair => Order(pair.First) <= Order(pair.Second));
    });

    [Fact]
    public void Another_proof_never_makes_a_sign_in_weaker() => Holds((facts, proof) =>
        Strengths.Of([.. facts.Proofs, proof]) >= Strengths.Of(facts.Proofs));

    [Fact]
    public void Every_sign_in_comes_to_an_end() => Holds(facts =>
        Walk(facts)[^1] is SignInStep.Finish or SignInStep.RefuseAccess or SignInStep.StrengthOutOfReach);

    /// <summary>The steps of somebody who does all that is asked of them.</summary>
    private static List<SignInStep> Walk(SignInFacts facts)
    {
        var steps = new List<SignInStep> { SignInJourney.Next(facts) };
        while (steps.Count < 20 && After(steps[^1], facts) is { } later)
        {
            facts = later;
            steps.Add(SignInJourney.Next(facts));
        }

        return steps;
    }

    private static List<Proof> Counting(SignInFacts facts) =>
        [.. facts.Proofs.Where(proof => proof.MethodId is not { } id || !facts.BarredMethods.Contains(id))];

    private static int Order(SignInStep step) => step switch
    {
        SignInStep.Identify or SignInStep.PickAccount => 0,
        SignInStep.ProveFirstFactor => 1,
        SignInStep.ProveSecondFactor => 2,
        SignInStep.EnrollMethod => 3,
        SignInStep.ConfirmEnrollment => 4,
        SignInStep.AskStaySignedIn => 5,
        SignInStep.AskConsent => 6,
        SignInStep.RefuseAccess or SignInStep.StrengthOutOfReach or SignInStep.Finish => 7,
        _ => throw new InvalidOperationException($"{step} has no place in the order."),
    };

    /// <summary>The facts once the person has done what the step asks; null where the sign-in is over.</summary>
    private static SignInFacts? After(SignInStep step, SignInFacts facts) => step switch
    {
        SignInStep.Identify or SignInStep.PickAccount => facts with { IsIdentified = true },
        SignInStep.ProveFirstFactor => facts with { Proofs = [.. facts.Proofs, Given.Password] },
        SignInStep.ProveSecondFactor prove => facts with { Proofs = [.. facts.Proofs, Given.ProofOf(AllMethods.First(method => method.Id == prove.MethodIds[0]))] },
        SignInStep.EnrollMethod enroll => Enrolled(facts, enroll.FactorKeys[0]),
        SignInStep.ConfirmEnrollment => facts with { HasUnconfirmedEnrollment = false },
        SignInStep.AskStaySignedIn => facts with { OffersToStaySignedIn = false },
        SignInStep.AskConsent => facts with { ScopesAwaitingConsent = [] },
        _ => null,
    };

    private static SignInFacts Enrolled(SignInFacts facts, string key)
    {
        var factor = facts.Enrollable.First(candidate => candidate.Key == key);
        var method = new UsableMethod(Guid.NewGuid(), key, factor.Shows, factor.Resistance);
        var left = facts.Enrollment.FactorKeys.Where(other => other != key).ToList();
        return facts with
        {
            Methods = [.. facts.Methods, method],
            Proofs = [.. facts.Proofs, Given.ProofOf(method)],
            Enrollable = [.. facts.Enrollable.Where(other => other.Key != key)],
            Enrollment = facts.Enrollment.Required > 1 ? facts.Enrollment with { FactorKeys = left, Required = facts.Enrollment.Required - 1 } : EnrollmentDemand.None,
            HasUnconfirmedEnrollment = true,
        };
    }

    private static void Holds(Func<SignInFacts, bool> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(Facts().ToArbitrary(), property));

    private static void Holds(Func<SignInFacts, Proof, bool> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(Facts().ToArbitrary(), Gen.Elements(AllProofs).ToArbitrary(), property));

    /// <summary>Facts that the composer could have written: a method is accepted or barred, and a factor is set up or to be set up.</summary>
    private static Gen<SignInFacts> Facts() =>
        from flags in Gen.Choose(0, 511)
        from proofs in Gen.SubListOf(AllProofs)
        from methods in Gen.SubListOf(AllMethods)
        from barred in Gen.Choose(0, 15)
        from policy in Gen.Elements(Strength.Single, Strength.Mfa, Strength.Phr)
        from requested in Gen.Elements(Enum.GetValues<Strength>())
        from skips in Gen.Choose(0, 3)
        from required in Gen.Choose(0, 2)
        select Compose(flags, [.. proofs], [.. methods], barred, policy, requested, skips, required);

    private static SignInFacts Compose(int flags, List<Proof> proofs, List<UsableMethod> methods, int barred, Strength policy, Strength requested, int skips, int required)
    {
        var accepted = methods.Where((_, index) => (barred & (1 << index)) == 0).ToList();
        EnrollableFactor[] enrollable = [.. new[] { Given.AppToSetUp, Given.PasskeyToSetUp }.Where(factor => methods.All(method => method.FactorKey != factor.Key))];
        var missing = Is(flags, 0) ? enrollable.Select(factor => factor.Key).ToList() : [];
        return new SignInFacts
        {
            IsIdentified = Is(flags, 1) || Is(flags, 2),
            HasAccountsToPick = Is(flags, 3),
            Proofs = proofs,
            MayEnter = Is(flags, 4) || Is(flags, 5),
            Methods = accepted,
            BarredMethods = [.. methods.Except(accepted).Select(method => method.Id)],
            PolicyStrength = policy,
            PolicyStrengthIsEssential = Is(flags, 6),
            RequestedStrength = requested,
            RequestedStrengthIsEssential = Is(flags, 7),
            Enrollable = enrollable,
            Enrollment = missing.Count == 0 ? EnrollmentDemand.None : new(missing, Math.Min(required, missing.Count), skips, Is(flags, 8) && skips > 0),
            SkippedEnrollment = skips == 3,
            OffersToStaySignedIn = Is(flags, 2),
            HasUnconfirmedEnrollment = Is(flags, 5),
            ScopesAwaitingConsent = Is(flags, 3) ? ["profile"] : [],
        };
    }

    private static bool Is(int flags, int bit) => (flags & (1 << bit)) != 0;
}
