using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Administration;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Guests;
using IdentityServer.SignIn.Invitations;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Organizations;

namespace IdentityServer.SignIn.Journeys;

/// <summary>Turns what was read into the facts that <see cref="SignInJourney.Next"/> decides on: here policy meets account.</summary>
public static class SignInFactsComposer
{
    /// <summary>Databases round times, and nodes' clocks differ a little.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(5);

    /// <param name="person">Null where nobody was named, or nobody has that name.</param>
    /// <param name="organization">The organization whose policy holds; null where there is none.</param>
    /// <param name="factors">All that the server knows.</param>
    /// <param name="isRememberedDevice">The person chose not to be asked for a second factor in this browser, and policy still lets that hold.</param>
    /// <param name="rememberedScopes">What the person allowed the application before.</param>
    /// <param name="resetGround">Whose rules a password reset follows; null at a sign-in.</param>
    /// <param name="invitation">The one that the journey began with, or the open one of whoever is not inside; null: none.</param>
    public static SignInFacts Compose(
        Journey journey, Person? person, Organization? organization, IReadOnlyCollection<IFactor> factors,
        bool hasAccountsToPick, bool isRememberedDevice, IReadOnlyCollection<string> rememberedScopes, DateTime nowUtc, ResetGround? resetGround = null,
        Invitation? invitation = null)
    {
        var state = journey.State;
        var demands = state.Demands;
        var policy = organization?.Policy ?? new Policy();
        var facts = new SignInFacts
        {
            IsIdentified = state.Identifier is not null || journey.AccountId is not null,
            HasAccountsToPick = hasAccountsToPick && !state.WantsAnotherAccount,
            Proofs = state.Proofs,
            ByMail = state.ByMail,
            AwaitsAccountChoice = state.AwaitsAccountChoice,
            RequestedStrength = demands.Strength ?? Strength.Single,
            RequestedStrengthIsEssential = demands.StrengthIsEssential,
            SkippedEnrollment = state.SkippedEnrollment,
            ProofsSinceUtc = demands.ProofSeconds is { } seconds ? nowUtc.AddSeconds(-seconds) : null,
            // From the journey's beginning, so that nobody's time runs out over an app that takes long to download.
            EnrollmentProofsSinceUtc = journey.CreatedUtc - Journey.FreshProof,
            WantsToEnroll = state.WantsToEnroll,
            ChosenFactor = state.ChosenFactor,
            HasUnconfirmedEnrollment = state.Enrolled.Count > 0 && !state.SawEnrollmentSuccess,
            OffersToStaySignedIn = state.SessionId is null && state.StaySignedIn is null && policy.StaySignedInDays > 0
                && person?.Membership is not { Kind: MembershipKind.Guest },
            ScopesAwaitingConsent = AwaitingConsent(state, rememberedScopes),
            Reset = state.Reset is { } reset && resetGround is not null
                ? ResetRules.FactsOf(reset, state.Proofs, person is { Account.State: AccountState.Active } ? person : null, resetGround, factors, nowUtc)
                : null,
            Registration = policy.SelfRegistration && state.Registration is { } registration && registration.OrganizationId == organization?.Id ? registration : null,
        };

        // An account that was removed, locked or archived while its sign-in was under way goes no further.
        if (person is not { Account.State: AccountState.Active }) return facts with { MayEnter = false };

        // Before anything is shown nothing is worked out that takes longer for an account than for nobody.
        return state.Proofs.Count == 0 ? facts : WithPerson(facts, person, journey, organization, factors, isRememberedDevice, nowUtc) with
        {
            Join = JoinRules.StepFor(journey, person, organization, invitation, nowUtc),
        };
    }

    private static SignInFacts WithPerson(
        SignInFacts facts, Person person, Journey journey, Organization? organization, IReadOnlyCollection<IFactor> factors, bool isRememberedDevice, DateTime nowUtc)
    {
        var policy = organization?.Policy ?? new Policy();
        var demands = journey.State.Demands;
        var demand = SecondFactorDemandOf(person.Account, policy);
        var second = factors.Where(factor => factor.Use.HasFlag(FactorUse.Second) && policy.AllowedMethods.Contains(factor.Key)).ToList();
        var usable = person.Methods.Where(method => factors.Any(factor => factor.Key == method.FactorKey && factor.IsUsable(method, nowUtc))).ToList();
        var methods = usable
            .Join(second, method => method.FactorKey, factor => factor.Key, (method, factor) => (method.Id, Factor: factor, Evidence: factor.EvidenceOf(method)))
            .Select(method => new UsableMethod(method.Id, method.Factor.Key, method.Evidence.Shows, method.Evidence.Resistance) { SetUpWith = method.Factor.SetUpWith })
            .ToList();
        var spares = SparesOf(factors);
        var first = FirstFactorsOf(usable, factors);
        var enrollable = second.Concat(ResetFactorsOf(person, policy, factors))
            .Where(factor => factor.Use.HasFlag(FactorUse.Enrollable) && factor.IsReadyFor(organization) && factor.CanBeSetUpBy(person.Account)
                && usable.Count(method => method.FactorKey == factor.Key && !journey.State.Replaces.Contains(method.Id)) < factor.MostPerAccount)
            // Whoever signs in with codes to their mailbox gains nothing by more of them.
            .Where(factor => factor.Shows != FactorKinds.Mailbox || first.Count > 0)
            // Codes for an emergency come after what the emergency would be about.
            .Where(factor => !spares.Contains(factor.Key) || methods.Any(method => !spares.Contains(method.FactorKey)))
            .Select(factor => new EnrollableFactor(factor.Key, factor.Shows, factor.Resistance)).ToList();

        var (weighed, trusted) = TrustRules.Weigh(facts.Proofs, person, organization, nowUtc);
        var isTrusted = trusted.Count > 0 && Strengths.Of(trusted) >= (demand is SecondFactorDemand.PhishingResistant ? Strength.Phr : Strength.Mfa);
        var standing = StandingOf(weighed, second);

        return facts with
        {
            Proofs = [.. weighed.Where(proof => Holds(proof, person, factors, second, nowUtc)
                && (proof.FactorKey != GuestCode.FactorKey || (first.Count == 0 && GuestCode.IsNobodysMember(person))))],
            TrustedMethods = [.. trusted.Select(proof => proof.MethodId).OfType<Guid>()],
            FirstFactors = first,
            MayEnter = (demands.OwnerId is null || (person.Membership?.OrganizationId == demands.OwnerId && person.Membership.IsOpen(nowUtc)))
                && (demands.RequestedAccountId is null || demands.RequestedAccountId == person.Account.Id),
            SkippedEnrollment = facts.SkippedEnrollment || (!EnrollmentRules.IsPastDeadline(policy, nowUtc) && SkippedInThisSession(journey.State, person.Membership)),
            Methods = methods,
            BarredMethods = SecondFactorsAmong(usable, factors).Except(methods.Select(method => method.Id)).ToList(),
            SpentMethods = SecondFactorsAmong(person.Methods.Except(usable), factors).ToList(),
            PolicyStrength = demand switch
            {
                SecondFactorDemand.Off => Strength.Single,
                SecondFactorDemand.PhishingResistant => Strength.Phr,
                _ when isRememberedDevice => Strength.Single,
                _ => Strength.Mfa,
            },
            PolicyStrengthIsEssential = demand >= SecondFactorDemand.Required,
            HasMethodsToReconfirm = ReminderRules.HasMethodsToReconfirm(journey.State, person, policy, methods, nowUtc),
            Suggestion = ReminderRules.SuggestionFor(journey.State, person, policy, methods, enrollable, nowUtc),
            Enrollable = enrollable,
            Enrollment = isTrusted ? EnrollmentDemand.None : EnrollmentRules.DemandOf(
                demand, policy, [.. methods, .. standing], enrollable.FindAll(factor => standing.TrueForAll(shown => shown.FactorKey != factor.Key)), spares,
                person.Membership, nowUtc),
        };
    }

    /// <summary>
    /// A proof of a method that was taken away or replaced since (an old password) counts no more, nor one whose time is over, nor one without a method (a card that brings
    /// its name along) where policy doesn't accept its factor.
    /// </summary>
    private static bool Holds(Proof proof, Person person, IReadOnlyCollection<IFactor> factors, List<IFactor> accepted, DateTime nowUtc)
    {
        if (proof.EndsUtc <= nowUtc) return false;
        if (proof.MethodId is { } id) return person.Methods.Any(method => method.Id == id && method.CreatedUtc <= proof.AtUtc + ClockSkew);

        return accepted.Exists(factor => factor.Key == proof.FactorKey)
            || !factors.Any(factor => factor.Key == proof.FactorKey && factor.Use.HasFlag(FactorUse.Second));
    }

    private static List<UsableMethod> FirstFactorsOf(List<Method> usable, IReadOnlyCollection<IFactor> factors) =>
        [.. usable
            .Join(
                factors.Where(factor => factor.Use.HasFlag(FactorUse.First) && !factor.Use.HasFlag(FactorUse.Second)), method => method.FactorKey, factor => factor.Key,
                (method, factor) => new UsableMethod(method.Id, factor.Key, factor.Shows, factor.Resistance))];

    /// <summary>Security questions, where policy has them; never for those who look after others (DESIGN §3.7).</summary>
    private static IEnumerable<IFactor> ResetFactorsOf(Person person, Policy policy, IReadOnlyCollection<IFactor> factors) =>
        policy.SecurityQuestions > 0 && !Rights.Of(person.Account, person.Membership is { } tie ? [tie] : []).IsAny
            ? factors.Where(factor => factor.Use.HasFlag(FactorUse.Reset) && !factor.Use.HasFlag(FactorUse.Second))
            : [];

    private static HashSet<string> SparesOf(IReadOnlyCollection<IFactor> factors) =>
        [.. factors.Where(factor => factor.Use.HasFlag(FactorUse.Spare)).Select(factor => factor.Key)];

    /// <summary>What was shown without having been registered, and resists phishing, is as good as registered: the card brings its name along every time.</summary>
    private static List<UsableMethod> StandingOf(IReadOnlyList<Proof> proofs, List<IFactor> second) =>
        [.. proofs
            .Where(proof => proof.MethodId is null && proof.Resistance > Resistance.None && second.Exists(factor => factor.Key == proof.FactorKey))
            .Select(proof => new UsableMethod(Guid.Empty, proof.FactorKey, proof.Shows, proof.Resistance))];

    /// <summary>The strictest of what the organization and the account's own switch say.</summary>
    private static SecondFactorDemand SecondFactorDemandOf(Account account, Policy policy) =>
        account.SecondFactor && policy.SecondFactor < SecondFactorDemand.Required ? SecondFactorDemand.Required : policy.SecondFactor;

    private static IEnumerable<Guid> SecondFactorsAmong(IEnumerable<Method> methods, IReadOnlyCollection<IFactor> factors) =>
        methods.Where(method => factors.Any(factor => factor.Key == method.FactorKey && factor.Use.HasFlag(FactorUse.Second))).Select(method => method.Id);

    /// <summary>A skip holds for the session that it opened: the next application doesn't ask again, the next sign-in does.</summary>
    private static bool SkippedInThisSession(JourneyState state, Membership? membership) =>
        state.SessionId is not null && state.SessionSinceUtc is { } since && membership?.LastSkippedUtc >= since - Journey.Lifetime;

    private static IReadOnlyList<string> AwaitingConsent(JourneyState state, IReadOnlyCollection<string> remembered)
    {
        if (state.GrantedScopes is not null) return [];

        var wanted = state.Demands.ScopesToConsent;
        return !state.Demands.AskConsent && wanted.All(remembered.Contains) ? [] : wanted;
    }
}
