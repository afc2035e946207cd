using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Guests;
using IdentityServer.SignIn.Journeys;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Organizations;
using IdentityServer.SignIn.Tests.Factors;
using static IdentityServer.SignIn.Tests.Journeys.Given;

namespace IdentityServer.SignIn.Tests.Journeys;

/// <summary>Where policy meets account.</summary>
public sealed class SignInFactsComposerTests
{
    private static readonly Guid Home = Guid.NewGuid();

    private static readonly Account Pierre = new()
    {
        Id = Guid.NewGuid(), UserName = "pierre", HomeOrganizationId = Home, CreatedUtc = Now, UpdatedUtc = Now,
    };

    private static readonly Membership Member = new() { AccountId = Pierre.Id, OrganizationId = Home, Kind = MembershipKind.Member, CreatedUtc = Now };

    private static readonly Person Person = new(Pierre, Member, [MethodOf(FakeFactor.Password)]);

    private static readonly Journey Journey = new()
    {
        Id = Guid.NewGuid(),
        BrowserHash = [],
        AccountId = Pierre.Id,
        State = new JourneyState { Demands = new JourneyDemands(), Identifier = "pierre", Proofs = [Password] },
        CreatedUtc = Now,
        ExpiresUtc = Now + Journey.Lifetime,
    };

    [Theory]
    [InlineData(SecondFactorDemand.Off, false, Strength.Single, false, false)]
    [InlineData(SecondFactorDemand.Optional, false, Strength.Mfa, false, false)]
    [InlineData(SecondFactorDemand.Required, false, Strength.Mfa, true, true)]
    [InlineData(SecondFactorDemand.PhishingResistant, false, Strength.Phr, true, true)]
    [InlineData(SecondFactorDemand.Off, true, Strength.Mfa, true, true)]
    [InlineData(SecondFactorDemand.Optional, true, Strength.Mfa, true, true)]
    [InlineData(SecondFactorDemand.Required, true, Strength.Mfa, true, true)]
    [InlineData(SecondFactorDemand.PhishingResistant, true, Strength.Phr, true, true)]
    public void The_strictest_of_policy_and_switch_holds(SecondFactorDemand demand, bool isSwitchedOn, Strength strength, bool isEssential, bool asksToSetUp)
    {
        var facts = Compose(new Policy { SecondFactor = demand }, Person with { Account = Pierre with { SecondFactor = isSwitchedOn } });

        Assert.Equal(strength, facts.PolicyStrength);
        Assert.Equal(isEssential, facts.PolicyStrengthIsEssential);
        Assert.Equal(asksToSetUp, facts.Enrollment.FactorKeys.Count > 0);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(2, 1)]
    [InlineData(3, 0)]
    [InlineData(9, 0)]
    public void Counts_the_skips_that_are_left(int used, int left) =>
        Assert.Equal(left, Compose(Required, Person with { Membership = Member with { SkipsUsed = used } }).Enrollment.SkipsLeft);

    [Fact]
    public void Nobody_skips_without_an_organization() => Assert.Equal(0, Compose(Required, Person with { Membership = null }).Enrollment.SkipsLeft);

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 3)]
    [InlineData(1, 3)]
    public void Nothing_is_skipped_after_the_deadline(int secondsLeft, int skipsLeft) =>
        Assert.Equal(skipsLeft, Compose(Required with { EnrollmentDeadlineUtc = Now.AddSeconds(secondsLeft) }).Enrollment.SkipsLeft);

    [Theory]
    [InlineData("no pause: asked at the next sign-in", 0, 1, 0, 3, null, false)]
    [InlineData("within the pause", 7, 1, 6, 3, null, true)]
    [InlineData("after the pause", 7, 1, 7, 3, null, false)]
    [InlineData("the last skip holds as long as the others", 7, 3, 6, 3, null, true)]
    [InlineData("policy has taken skips back", 7, 3, 6, 0, null, false)]
    [InlineData("the deadline ends every pause", 7, 1, 6, 3, -1, false)]
    public void A_skip_holds_for_the_pause_that_policy_sets(string why, int pauseDays, int used, int daysAgo, int allowed, int? deadlineInDays, bool isPaused)
    {
        var policy = Required with
        {
            SkipPauseDays = pauseDays, SkipsAllowed = allowed, EnrollmentDeadlineUtc = deadlineInDays is { } days ? Now.AddDays(days) : null,
        };

        var facts = Compose(policy, Person with { Membership = Member with { SkipsUsed = used, LastSkippedUtc = Now.AddDays(-daysAgo) } });

        Assert.True(isPaused == facts.Enrollment.Paused, why);
    }

    [Fact]
    public void Required_methods_come_first_and_are_counted()
    {
        var facts = Compose(Required with { RequiredMethods = ["passkey", "unknown", "passkey"] });

        Assert.Equal(["passkey", "authenticatorApp"], facts.Enrollment.FactorKeys);
        Assert.Equal(1, facts.Enrollment.Required);
    }

    [Fact]
    public void A_required_method_is_asked_for_beside_another_one()
    {
        var facts = Compose(Required with { RequiredMethods = ["passkey"] }, With(FakeFactor.App));

        Assert.Equal(["passkey"], facts.Enrollment.FactorKeys);
    }

    [Fact]
    public void A_required_method_is_asked_for_where_a_second_factor_is_optional() =>
        Assert.Equal(1, Compose(new Policy { RequiredMethods = ["authenticatorApp"] }).Enrollment.Required);

    [Fact]
    public void A_required_method_that_is_set_up_is_not_asked_for() =>
        Assert.Equal(EnrollmentDemand.None, Compose(Required with { RequiredMethods = ["authenticatorApp"] }, With(FakeFactor.App)).Enrollment);

    [Fact]
    public void Any_method_will_do_where_none_is_named() => Assert.Equal(EnrollmentDemand.None, Compose(Required, With(FakeFactor.App)).Enrollment);

    [Theory]
    [InlineData(1, "app", 0)]
    [InlineData(2, "", 2)]
    [InlineData(2, "app", 1)]
    [InlineData(2, "app codes", 1)]
    [InlineData(2, "app passkey", 0)]
    public void Policy_may_ask_for_several_methods_of_which_an_emergency_s_is_none(int wanted, string registered, int missing)
    {
        var person = Person with
        {
            Methods =
            [
                .. Person.Methods,
                .. Words(registered).Select(name => MethodOf(name switch { "app" => FakeFactor.App, "codes" => FakeFactor.Codes, _ => FakeFactor.Passkey })),
            ],
        };

        var facts = Compose(Required with { MethodsRequired = wanted }, person);

        Assert.Equal(missing, facts.Enrollment.Missing);
        Assert.Equal(missing > 0, facts.Enrollment.FactorKeys.Count > 0);
    }

    [Theory]
    [InlineData("never where policy has no days", 0, 400, null, false)]
    [InlineData("a method younger than that", 90, 89, null, false)]
    [InlineData("an old method", 90, 90, null, true)]
    [InlineData("an old method, confirmed since", 90, 400, 10, false)]
    [InlineData("an old method, confirmed long ago", 90, 400, 90, true)]
    [InlineData("a new method since the confirmation", 90, 20, 100, false)]
    public void Methods_are_to_be_confirmed_every_so_many_days(string why, int days, int addedDaysAgo, int? confirmedDaysAgo, bool asks)
    {
        var person = Person with
        {
            Account = Pierre with { MethodsConfirmedUtc = confirmedDaysAgo is { } ago ? Now.AddDays(-ago) : null },
            Methods = [.. Person.Methods, MethodOf(FakeFactor.App) with { CreatedUtc = Now.AddDays(-addedDaysAgo) }],
        };

        Assert.True(asks == Compose(new Policy { ReconfirmDays = days }, person).HasMethodsToReconfirm, why);
    }

    [Fact]
    public void Nobody_is_asked_to_confirm_what_they_don_t_have() => Assert.False(Compose(new Policy { ReconfirmDays = 1 }).HasMethodsToReconfirm);

    [Theory]
    [InlineData("the device can", true, null, true, "off", false)]
    [InlineData("the device can", true, null, true, "optional", true)]
    [InlineData("the device can't", false, null, true, "optional", false)]
    [InlineData("policy doesn't want it", true, null, false, "optional", false)]
    [InlineData("invited lately", true, 29, true, "optional", false)]
    [InlineData("invited long ago", true, 31, true, "optional", true)]
    public void A_passkey_is_suggested_where_the_device_can_make_one(string why, bool can, int? invitedDaysAgo, bool wanted, string demand, bool suggests)
    {
        var policy = new Policy { SuggestPasskeys = wanted, SecondFactor = demand == "off" ? SecondFactorDemand.Off : SecondFactorDemand.Optional };
        var person = Person with { Account = Pierre with { PasskeySuggestedUtc = invitedDaysAgo is { } ago ? Now.AddDays(-ago) : null } };

        var facts = Compose(policy, person, state: Journey.State with { CanMakePasskeys = can });

        Assert.True(facts.Suggestion == (suggests ? new MethodSuggestion("passkey", null) : null), why);
    }

    [Fact]
    public void A_passkey_that_is_not_the_default_is_suggested_to_whoever_used_something_weaker()
    {
        var methods = new[] { MethodOf(FakeFactor.App) with { IsDefault = true }, MethodOf(FakeFactor.Passkey) };
        var person = Person with { Methods = [.. Person.Methods, .. methods] };
        var state = Journey.State with { CanMakePasskeys = true };

        var weak = Compose(Required, person, state: state);
        var strong = Compose(Required, person, state: state with { Proofs = [ProofOf(FakeFactor.Passkey)] });
        var already = Compose(Required, person with { Methods = [.. Person.Methods, methods[0] with { IsDefault = false }, methods[1] with { IsDefault = true }] }, state: state);

        Assert.Equal(new MethodSuggestion("passkey", FakeFactor.Passkey.MethodId), weak.Suggestion);
        Assert.Null(strong.Suggestion);
        Assert.Null(already.Suggestion);
    }

    [Fact]
    public void Nobody_is_reminded_twice_nor_where_they_came_for_something_else()
    {
        var person = With(FakeFactor.App);
        var policy = Required with { ReconfirmDays = 1 };
        JourneyState State(JourneyState state) => state with { CanMakePasskeys = true };
        person = person with { Methods = [.. person.Methods.Select(method => method with { CreatedUtc = Now.AddDays(-9) })] };

        foreach (var state in new[]
        {
            Journey.State with { AnsweredReminder = true }, Journey.State with { Enrolled = ["sms"] }, Journey.State with { WantsToEnroll = true },
            Journey.State with { SessionId = Guid.NewGuid() }, Journey.State with { Demands = new() { Silent = true } }, Journey.State with { Demands = new() { ProofSeconds = 600 } },
        })
        {
            var facts = Compose(policy, person, state: State(state));
            Assert.False(facts.HasMethodsToReconfirm);
            Assert.Null(facts.Suggestion);
        }

        Assert.True(Compose(policy, person, state: State(Journey.State)).HasMethodsToReconfirm);
    }

    [Fact]
    public void Only_a_method_that_resists_phishing_will_do_where_policy_says_so() =>
        Assert.Equal(["passkey"], Compose(Required with { SecondFactor = SecondFactorDemand.PhishingResistant }, With(FakeFactor.App)).Enrollment.FactorKeys);

    [Fact]
    public void A_factor_that_the_organization_is_not_ready_for_is_not_offered()
    {
        var card = new FakeFactor("certificate", FactorKinds.Possession, Resistance.Phishing, FactorUse.First | FactorUse.Second | FactorUse.Enrollable) { NeedsAuthorities = true };
        var organization = new Organization { Id = Home, Slug = "septeo", DisplayName = "Septeo" };
        var authority = new TrustedAuthority { Id = Guid.NewGuid(), OrganizationId = Home, Certificate = "", Mapping = "email" };

        var before = SignInFactsComposer.Compose(Journey, Person, organization, [card], false, false, [], Now);
        var after = SignInFactsComposer.Compose(Journey, Person, organization with { Authorities = [authority] }, [card], false, false, [], Now);

        Assert.Empty(before.Enrollable);
        Assert.Equal(["certificate"], after.Enrollable.Select(factor => factor.Key));
    }

    [Fact]
    public void Who_shows_a_card_that_needs_not_be_registered_is_not_asked_to_set_up_another_method()
    {
        var policy = Required with { SecondFactor = SecondFactorDemand.PhishingResistant, RequiredMethods = ["passkey"] };
        var card = new Proof("passkey", FactorKinds.Possession | FactorKinds.Knowledge, Resistance.Phishing, ["sc", "mfa"], Now);

        Assert.Equal(["passkey"], Compose(policy).Enrollment.FactorKeys);
        Assert.Empty(Compose(policy, state: Journey.State with { Proofs = [card] }).Enrollment.FactorKeys);
        Assert.NotEmpty(Compose(policy, state: Journey.State with { Proofs = [card with { Resistance = Resistance.None }] }).Enrollment.FactorKeys);
    }

    [Fact]
    public void Methods_that_policy_does_not_allow_count_for_nothing_and_are_not_offered()
    {
        var facts = Compose(Required with { AllowedMethods = ["passkey"] }, With(FakeFactor.App));

        Assert.Empty(facts.Methods);
        Assert.Equal(["passkey"], facts.Enrollable.Select(factor => factor.Key));
        Assert.Equal([MethodOf(FakeFactor.App).Id], facts.BarredMethods);
    }

    [Fact]
    public void The_password_is_neither_a_second_factor_nor_a_guard()
    {
        var facts = Compose(Required with { AllowedMethods = ["password", "authenticatorApp"] });

        Assert.Empty(facts.Methods);
        Assert.Empty(facts.BarredMethods);
    }

    [Fact]
    public void A_method_of_a_factor_that_the_server_no_longer_has_is_left_out()
    {
        var facts = Compose(Required, Person with { Methods = [.. Person.Methods, MethodOf(FakeFactor.App) with { FactorKey = "pager" }] });

        Assert.Empty(facts.Methods);
        Assert.Empty(facts.BarredMethods);
    }

    [Fact]
    public void What_people_cannot_set_up_themselves_is_not_offered() =>
        Assert.DoesNotContain(Compose(Required).Enrollable, factor => factor.Key == FakeFactor.AccessPass.Key);

    [Fact]
    public void Only_the_people_of_the_owner_may_enter()
    {
        Assert.True(Compose(demands: new JourneyDemands { OwnerId = Home }).MayEnter);
        Assert.True(Compose(demands: new JourneyDemands()).MayEnter);
        Assert.False(Compose(demands: new JourneyDemands { OwnerId = Guid.NewGuid() }).MayEnter);
        Assert.False(Compose(person: Person with { Membership = null }, demands: new JourneyDemands { OwnerId = Home }).MayEnter);
    }

    [Fact]
    public void Only_the_account_that_was_asked_for_will_do()
    {
        Assert.True(Compose(demands: new JourneyDemands { RequestedAccountId = Pierre.Id }).MayEnter);
        Assert.False(Compose(demands: new JourneyDemands { RequestedAccountId = Guid.NewGuid() }).MayEnter);
    }

    [Theory]
    [InlineData(AccountState.Locked)]
    [InlineData(AccountState.Archived)]
    public void An_account_that_was_closed_on_the_way_goes_no_further(AccountState state) =>
        Assert.IsType<SignInStep.RefuseAccess>(SignInJourney.Next(Compose(person: Person with { Account = Pierre with { State = state } })));

    [Fact]
    public void An_account_that_was_removed_on_the_way_goes_no_further() => Assert.IsType<SignInStep.RefuseAccess>(SignInJourney.Next(ComposeFor(null)));

    [Theory]
    [InlineData("the session's own skip", true, -10, -5, 0, true)]
    [InlineData("a skip just before the session began", true, -10, -39, 0, true)]
    [InlineData("a skip of an earlier session", true, -10, -41, 0, false)]
    [InlineData("another account's session was left", false, -10, -5, 0, false)]
    [InlineData("the deadline is over", true, -10, -5, -1, false)]
    public void A_skip_holds_for_the_session_that_it_opened(string why, bool hasSession, int sinceMinutes, int skippedMinutes, int deadlineMinutes, bool isSkipped)
    {
        var state = Journey.State with { SessionId = hasSession ? Guid.NewGuid() : null, SessionSinceUtc = Now.AddMinutes(sinceMinutes) };
        var policy = Required with { EnrollmentDeadlineUtc = deadlineMinutes == 0 ? null : Now.AddMinutes(deadlineMinutes) };
        var person = Person with { Membership = Member with { SkipsUsed = 1, LastSkippedUtc = Now.AddMinutes(skippedMinutes) } };

        var facts = Compose(policy, person, state: state);

        Assert.True(isSkipped == facts.SkippedEnrollment, why);
    }

    [Theory]
    [InlineData(false, null, 30, MembershipKind.Member, true)]
    [InlineData(true, null, 30, MembershipKind.Member, false)]
    [InlineData(false, true, 30, MembershipKind.Member, false)]
    [InlineData(false, false, 30, MembershipKind.Member, false)]
    [InlineData(false, null, 0, MembershipKind.Member, false)]
    [InlineData(false, null, 30, MembershipKind.Guest, false)]
    public void Offers_once_to_stay_signed_in_and_never_to_guests(bool hasSession, bool? answer, int days, MembershipKind kind, bool offers)
    {
        var state = Journey.State with { SessionId = hasSession ? Guid.NewGuid() : null, StaySignedIn = answer };

        var facts = Compose(new Policy { StaySignedInDays = days }, Person with { Membership = Member with { Kind = kind } }, state: state);

        Assert.Equal(offers, facts.OffersToStaySignedIn);
    }

    [Theory]
    [InlineData("nothing to allow", "", "", false, null, "")]
    [InlineData("never allowed", "openid profile", "", false, null, "openid profile")]
    [InlineData("all of it remembered", "openid profile", "profile openid email", false, null, "")]
    [InlineData("the scopes have grown", "openid profile", "openid", false, null, "openid profile")]
    [InlineData("remembered, but to be asked again", "openid", "openid", true, null, "openid")]
    [InlineData("granted on this journey", "openid profile", "", false, "openid", "")]
    [InlineData("nothing granted on this journey is an answer too", "profile", "", true, "", "")]
    public void Consent_is_remembered_until_the_scopes_grow(string why, string wanted, string remembered, bool asks, string? granted, string awaiting)
    {
        var state = Journey.State with
        {
            Demands = new JourneyDemands { ScopesToConsent = Words(wanted), AskConsent = asks }, GrantedScopes = granted is null ? null : Words(granted),
        };

        var facts = Compose(state: state, remembered: Words(remembered));

        Assert.True(Words(awaiting).SequenceEqual(facts.ScopesAwaitingConsent), why);
    }

    [Theory]
    [InlineData(true, false, true)]
    [InlineData(true, true, false)]
    [InlineData(false, false, false)]
    public void Accounts_are_offered_until_another_one_is_wanted(bool atHand, bool wantsAnother, bool offered)
    {
        var journey = Journey with { AccountId = null, State = Journey.State with { Identifier = null, Proofs = [], WantsAnotherAccount = wantsAnother } };

        var facts = SignInFactsComposer.Compose(journey, null, null, FakeFactor.All, atHand, false, [], Now);

        Assert.Equal(offered, facts.HasAccountsToPick);
        Assert.False(facts.IsIdentified);
    }

    [Fact]
    public void An_unknown_name_looks_like_a_known_one()
    {
        var unproven = Journey with { State = Journey.State with { Proofs = [] } };

        var known = SignInFactsComposer.Compose(unproven, Person, null, FakeFactor.All, false, false, [], Now);
        var unknown = SignInFactsComposer.Compose(unproven with { AccountId = null }, null, null, FakeFactor.All, false, false, [], Now);

        Assert.Equal(SignInJourney.Next(known), SignInJourney.Next(unknown));
    }

    private static Policy Required => new() { SecondFactor = SecondFactorDemand.Required };

    [Theory]
    [InlineData(SecondFactorDemand.Optional, Strength.Single)]
    [InlineData(SecondFactorDemand.Required, Strength.Single)]
    [InlineData(SecondFactorDemand.PhishingResistant, Strength.Phr)]
    public void A_remembered_device_stands_in_for_a_second_factor_unless_it_has_to_resist_phishing(SecondFactorDemand demand, Strength asked) =>
        Assert.Equal(asked, Compose(Required with { SecondFactor = demand }, With(FakeFactor.App), rememberedDevice: true).PolicyStrength);

    [Fact]
    public void A_proof_of_a_method_that_was_taken_away_counts_no_more()
    {
        var state = Journey.State with { Proofs = [ProofOf(FakeFactor.App), ProofOf(FakeFactor.Passkey)] };

        var facts = Compose(person: With(FakeFactor.App), state: state);

        Assert.Equal([FakeFactor.App.Key], facts.Proofs.Select(proof => proof.FactorKey));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(0, 0)]
    public void A_proof_counts_until_its_end(int secondsLeft, int counted)
    {
        var state = Journey.State with { Proofs = [ProofOf(FakeFactor.AccessPass) with { EndsUtc = Now.AddSeconds(secondsLeft) }] };

        Assert.Equal(counted, Compose(person: With(FakeFactor.AccessPass), state: state).Proofs.Count);
    }

    [Theory]
    [InlineData("passkey", 1)]
    [InlineData("authenticatorApp", 0)]
    public void What_was_shown_without_a_registered_method_counts_only_where_policy_accepts_its_factor(string allowed, int counted)
    {
        var state = Journey.State with { Proofs = [ProofOf(FakeFactor.Passkey) with { MethodId = null }] };

        Assert.Equal(counted, Compose(Required with { AllowedMethods = [allowed] }, state: state).Proofs.Count);
    }

    [Fact]
    public void A_method_that_has_run_out_is_neither_asked_for_nor_in_the_way_of_another()
    {
        var facts = Compose(Required, With(FakeFactor.RunOut));

        Assert.Empty(facts.Methods);
        Assert.Empty(facts.BarredMethods);
    }

    [Fact]
    public void Codes_for_an_emergency_are_no_second_factor_to_be_content_with()
    {
        var facts = Compose(Required, With(FakeFactor.Codes));

        Assert.Equal(["authenticatorApp", "passkey"], facts.Enrollment.FactorKeys);
        Assert.Contains(facts.Methods, method => method.FactorKey == FakeFactor.Codes.Key);
    }

    [Fact]
    public void The_password_strengthens_what_was_shown_without_it()
    {
        var state = Journey.State with { Proofs = [ProofOf(FakeFactor.AccessPass)] };
        var facts = Compose(Required, With(FakeFactor.AccessPass), state: state);

        var step = Assert.IsType<SignInStep.ProveSecondFactor>(SignInJourney.Next(facts));

        Assert.Equal([FakeFactor.Password.MethodId], step.MethodIds);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(60, false)]
    public void What_was_shown_with_a_password_counts_until_another_takes_its_place(int secondsLater, bool counts)
    {
        var password = MethodOf(FakeFactor.Password) with { Id = Password.MethodId!.Value, CreatedUtc = Now.AddSeconds(secondsLater) };

        var facts = Compose(new Policy(), Person with { Methods = [password] });

        Assert.Equal(counts, facts.Proofs.Count == 1);
    }

    private static Proof ProofOf(FakeFactor factor) => new(factor.Key, factor.Shows, factor.Resistance, factor.Amr, Now, factor.MethodId);

    private static Person With(FakeFactor factor) => Person with { Methods = [.. Person.Methods, MethodOf(factor)] };

    private static Method MethodOf(FakeFactor factor) =>
        new() { Id = factor.MethodId, AccountId = Pierre.Id, FactorKey = factor.Key, State = "", CreatedUtc = Now };

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void More_of_a_kind_may_be_set_up_as_long_as_there_is_room_and_none_is_asked_for(int registered, bool isOpen)
    {
        var factor = new FakeFactor("passkey", FactorKinds.Possession, Resistance.Phishing, FactorUse.Second | FactorUse.Enrollable) { MostPerAccount = 2 };
        var person = Person with { Methods = [.. Enumerable.Range(0, registered).Select(_ => MethodOf(factor) with { Id = Guid.NewGuid() })] };
        var organization = new Organization
        {
            Id = Home, Slug = "septeo", DisplayName = "Septeo", Policy = new Policy { SecondFactor = SecondFactorDemand.Required, RequiredMethods = ["passkey"] },
        };

        var facts = SignInFactsComposer.Compose(Journey, person, organization, [factor], false, false, [], Now);

        Assert.Equal(isOpen, facts.Enrollable.Count == 1);
        Assert.Equal(EnrollmentDemand.None, facts.Enrollment);
    }

    [Theory]
    [InlineData(false, MembershipKind.Guest, false, true)]
    [InlineData(true, MembershipKind.Guest, false, false)]
    [InlineData(false, MembershipKind.Member, false, false)]
    [InlineData(false, MembershipKind.Guest, true, false)]
    public void A_guest_s_code_counts_for_nobody_s_member_and_beside_no_password(bool hasHome, MembershipKind kind, bool hasPassword, bool counts)
    {
        var person = new Person(Pierre with { HomeOrganizationId = hasHome ? Home : null }, Member with { Kind = kind }, hasPassword ? Person.Methods : []);
        var code = new Proof(GuestCode.FactorKey, FactorKinds.Mailbox, Resistance.None, ["otp"], Now);

        var facts = Compose(person: person, state: Journey.State with { Proofs = [code] });

        Assert.Equal(counts, facts.Proofs.Count == 1);
    }

    private static SignInFacts Compose(
        Policy? policy = null, Person? person = null, JourneyDemands? demands = null, JourneyState? state = null, IReadOnlyCollection<string>? remembered = null,
        bool rememberedDevice = false) =>
        ComposeFor(person ?? Person, policy, demands, state, remembered, rememberedDevice);

    private static SignInFacts ComposeFor(
        Person? person, Policy? policy = null, JourneyDemands? demands = null, JourneyState? state = null, IReadOnlyCollection<string>? remembered = null,
        bool rememberedDevice = false)
    {
        var organization = new Organization { Id = Home, Slug = "septeo", DisplayName = "Septeo", Policy = policy ?? new Policy() };
        var journey = Journey with { State = state ?? Journey.State with { Demands = demands ?? new JourneyDemands() } };
        return SignInFactsComposer.Compose(journey, person, organization, FakeFactor.All, false, rememberedDevice, remembered ?? [], Now);
    }
}
