using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Tests.Journeys;

namespace IdentityServer.SignIn.Tests.Factors;

public sealed class FactorVerifierTests
{
    private static readonly Method Method = new()
    {
        Id = Guid.NewGuid(), AccountId = Guid.NewGuid(), FactorKey = "x", State = "", CreatedUtc = Given.Now,
    };

    private static readonly ProofAttempt Attempt = new()
    {
        AccountId = Method.AccountId,
        Identifier = "pierre",
        Method = Method,
        Response = "123456",
        Visitor = new Visitor("192.0.2.1", "Firefox"),
        OrganizationId = Guid.NewGuid(),
        ClientId = "portal",
        JourneyId = Guid.NewGuid(),
    };

    private static readonly ProofAttempt AttemptOfNobody = Attempt with { AccountId = null, Method = null };

    private readonly FakeFactor _first = new("password", FactorKinds.Knowledge, Resistance.None, FactorUse.First);
    private readonly FakeFactor _second = new("authenticatorApp", FactorKinds.Possession, Resistance.Phishing, FactorUse.Second);
    private readonly FakeThrottles _throttles = new();
    private readonly FakeMethods _methods = new();
    private readonly FakeAudit _audit = new();
    private readonly FakeSecrets _secrets = new();

    [Fact]
    public async Task A_good_proof_tells_what_it_shows()
    {
        var outcome = await VerifyAsync(_second, Attempt);

        var proof = Assert.IsType<FactorOutcome.Proven>(outcome).Proof;
        Assert.Equivalent(new Proof("authenticatorApp", FactorKinds.Possession, Resistance.Phishing, ["authenticatorApp"], Given.Now, Method.Id) { OrganizationId = Attempt.OrganizationId }, proof, strict: true);
    }

    [Fact]
    public async Task A_proof_may_show_more_or_less_than_its_factor_usually_does()
    {
        _second.Answer = new Verification.Accepted(Evidence: new Evidence(FactorKinds.Possession | FactorKinds.Inherence, Resistance.PhishingInHardware, ["hwk", "user"]));

        var outcome = await VerifyAsync(_second, Attempt);

        var proof = Assert.IsType<FactorOutcome.Proven>(outcome).Proof;
        Assert.Equivalent(
            new Proof("authenticatorApp", FactorKinds.Possession | FactorKinds.Inherence, Resistance.PhishingInHardware, ["hwk", "user"], Given.Now, Method.Id)
            {
                OrganizationId = Attempt.OrganizationId,
            }, proof, strict: true);
    }

    [Fact]
    public async Task The_use_of_a_method_that_keeps_nothing_of_a_proof_is_noted()
    {
        await VerifyAsync(_second, Attempt);
        _second.Answer = new Verification.Accepted(Counter: 7);
        await VerifyAsync(_second, Attempt);
        _second.Answer = new Verification.Rejected();
        await VerifyAsync(_second, Attempt);

        Assert.Equal([Method.Id], _methods.Used);
    }

    [Fact]
    public async Task A_proof_that_names_its_account_by_itself_needs_no_method()
    {
        _second.Answer = new Verification.Accepted(Counter: 1, NeedsNoMethod: true);

        var outcome = await VerifyAsync(_second, Attempt with { Method = null });

        Assert.Null(Assert.IsType<FactorOutcome.Proven>(outcome).Proof.MethodId);
    }

    [Fact]
    public async Task Nobody_proves_anything_without_a_method_or_an_account()
    {
        Assert.IsType<FactorOutcome.Refused>(await VerifyAsync(_second, Attempt with { Method = null }));
        _second.Answer = new Verification.Accepted(NeedsNoMethod: true);
        Assert.IsType<FactorOutcome.Refused>(await VerifyAsync(_second, AttemptOfNobody));
    }

    [Fact]
    public async Task A_proof_that_its_new_state_uses_up_counts_once()
    {
        _methods.States[Method.Id] = Method.State;
        _second.Answer = new Verification.Accepted(State: "one code less", StateOnce: true);

        var outcomes = new[] { await VerifyAsync(_second, Attempt), await VerifyAsync(_second, Attempt) };

        Assert.IsType<FactorOutcome.Proven>(outcomes[0]);
        Assert.Equal(new FactorOutcome.Refused(RejectionHint.UsedBefore), outcomes[1]);
    }

    [Fact]
    public async Task A_good_proof_forgives_the_failures_before_it()
    {
        await VerifyAsync(_second, Attempt);

        Assert.Equal([_throttles.Taken.Single().Key], _throttles.Forgiven);
    }

    [Fact]
    public async Task A_bad_proof_is_not_forgiven()
    {
        _second.Answer = new Verification.Rejected(RejectionHint.ClockIsOff);

        var outcome = await VerifyAsync(_second, Attempt);

        Assert.Equal(new FactorOutcome.Refused(RejectionHint.ClockIsOff), outcome);
        Assert.Empty(_throttles.Forgiven);
    }

    [Fact]
    public async Task A_throttled_try_does_the_work_and_is_refused_even_if_it_is_right()
    {
        _throttles.IsLocked = true;
        _second.Answer = new Verification.Accepted(Counter: 7, State: "new");

        var outcome = await VerifyAsync(_second, Attempt);

        Assert.Equal(new FactorOutcome.Refused(RejectionHint.TooManyTries), outcome);
        Assert.Equal(1, _second.Asked);
        Assert.Empty(_throttles.Forgiven);
        Assert.Empty(_methods.States);
        Assert.True(await _methods.TryAdvanceAsync(Method.Id, 7, Given.Now, CancellationToken.None), "A refused proof was used up.");
    }

    [Fact]
    public async Task A_throttled_try_says_nothing_of_why_it_would_have_been_refused()
    {
        _throttles.IsLocked = true;
        _second.Answer = new Verification.Rejected(RejectionHint.UsedBefore);

        Assert.Equal(new FactorOutcome.Refused(RejectionHint.TooManyTries), await VerifyAsync(_second, Attempt));
    }

    [Fact]
    public async Task A_counter_is_accepted_once()
    {
        _second.Answer = new Verification.Accepted(Counter: 7);

        var first = await VerifyAsync(_second, Attempt);
        var again = await VerifyAsync(_second, Attempt);

        Assert.IsType<FactorOutcome.Proven>(first);
        Assert.Equal(new FactorOutcome.Refused(RejectionHint.UsedBefore), again);
        Assert.Single(_throttles.Forgiven);
    }

    [Fact]
    public async Task A_replayed_proof_changes_no_state()
    {
        await _methods.TryAdvanceAsync(Method.Id, 7, Given.Now, CancellationToken.None);
        _second.Answer = new Verification.Accepted(Counter: 7, State: "replayed");

        await VerifyAsync(_second, Attempt);

        Assert.Empty(_methods.States);
    }

    [Fact]
    public async Task A_new_state_is_kept()
    {
        _first.Answer = new Verification.Accepted(State: "rehashed");

        await VerifyAsync(_first, Attempt);

        Assert.Equal("rehashed", _methods.States[Method.Id]);
    }

    [Fact]
    public async Task An_unknown_account_causes_the_same_work_and_gets_the_same_answer()
    {
        _first.Answer = new Verification.Rejected();

        var known = await VerifyAsync(_first, Attempt);
        var unknown = await VerifyAsync(_first, AttemptOfNobody);

        Assert.Equal(known, unknown);
        Assert.Equal(2, _first.Asked);
        Assert.Equal(4, _throttles.Taken.Count);
        Assert.Equal([AuditEvents.FactorRejected, AuditEvents.FactorRejected], _audit.Entries.Select(entry => entry.Event));
    }

    [Fact]
    public async Task Nobody_is_proven_even_if_a_factor_says_so() =>
        Assert.Equal(new FactorOutcome.Refused(RejectionHint.None), await VerifyAsync(_first, AttemptOfNobody));

    [Fact]
    public async Task A_first_factor_is_counted_for_each_account_and_network()
    {
        await VerifyAsync(_first, Attempt);
        await VerifyAsync(_first, Attempt with { Visitor = new Visitor("192.0.2.99", null) });
        await VerifyAsync(_first, Attempt with { Visitor = new Visitor("198.51.100.1", null) });
        await VerifyAsync(_first, Attempt with { AccountId = Guid.NewGuid() });

        var keys = _throttles.Taken.Where((_, n) => n % 2 == 0).Select(taken => taken.Key).ToList();
        Assert.Equal(keys[0], keys[1]);
        Assert.Equal(3, keys.Distinct().Count());
    }

    [Fact]
    public async Task Guesses_from_many_networks_add_up_at_the_account_with_ten_times_the_patience()
    {
        await VerifyAsync(_first, Attempt with { FreeFailures = 7 });
        await VerifyAsync(_first, Attempt with { FreeFailures = 7, Visitor = new Visitor("198.51.100.1", null) });

        Assert.Equal(_throttles.Taken[1].Key, _throttles.Taken[3].Key);
        Assert.Equal([7, 70, 7, 70], _throttles.Rules.Select(rule => rule.Free));
    }

    [Theory]
    [InlineData(FactorUse.First)]
    [InlineData(FactorUse.Second)]
    public async Task A_known_device_is_counted_apart_so_that_no_stranger_locks_it_out(FactorUse use)
    {
        var factor = new FakeFactor("x", FactorKinds.Knowledge, Resistance.None, use);
        await VerifyAsync(factor, Attempt);
        var ofStrangers = _throttles.Taken.ConvertAll(taken => taken.Key);

        await VerifyAsync(factor, Attempt with { DeviceId = Guid.NewGuid() });

        var ofDevice = Assert.Single(_throttles.Taken.Skip(ofStrangers.Count)).Key;
        Assert.DoesNotContain(ofDevice, ofStrangers);
    }

    [Fact]
    public async Task A_later_factor_is_counted_for_the_account_wherever_it_is_tried()
    {
        await VerifyAsync(_second, Attempt);
        await VerifyAsync(_second, Attempt with { Visitor = new Visitor("198.51.100.1", null) });

        Assert.Single(_throttles.Taken.Select(taken => taken.Key).Distinct());
    }

    [Fact]
    public async Task Each_factor_is_counted_for_itself()
    {
        await VerifyAsync(_second, Attempt);
        await VerifyAsync(new FakeFactor("sms", FactorKinds.Possession, Resistance.None, FactorUse.Second), Attempt);

        Assert.Equal(2, _throttles.Taken.Select(taken => taken.Key).Distinct().Count());
    }

    [Fact]
    public async Task Spellings_of_an_unknown_name_share_their_tries()
    {
        await VerifyAsync(_first, AttemptOfNobody with { Identifier = "nobody@example.com" });
        await VerifyAsync(_first, AttemptOfNobody with { Identifier = " NoBody@Example.com" });
        await VerifyAsync(_first, AttemptOfNobody with { Identifier = "somebody@example.com" });

        Assert.Equal(4, _throttles.Taken.Select(taken => taken.Key).Distinct().Count());
    }

    [Fact]
    public async Task A_key_fits_its_column_and_shows_no_name()
    {
        await VerifyAsync(_first, AttemptOfNobody with { Identifier = new string('x', 300), Visitor = new Visitor("2001:db8::1", null) });

        Assert.All(_throttles.Taken, taken =>
        {
            Assert.InRange(taken.Key.Length, 1, 200);
            Assert.DoesNotContain("xxx", taken.Key, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public async Task The_same_wrong_password_is_known_again_at_one_account_and_can_not_be_compared_between_two()
    {
        await VerifyAsync(_first, Attempt);
        await VerifyAsync(_first, Attempt);
        await VerifyAsync(_first, Attempt with { Response = "654321" });
        await VerifyAsync(_first, Attempt with { AccountId = Guid.NewGuid() });

        var hashes = _throttles.Taken.Where((_, n) => n % 2 == 0).Select(taken => taken.Attempt).ToList();
        Assert.Equal(hashes[0], hashes[1]);
        Assert.Equal(3, hashes.Distinct().Count());
    }

    [Fact]
    public async Task A_code_that_changes_with_time_counts_however_often_the_same_one_is_sent()
    {
        await VerifyAsync(_second, Attempt);
        await VerifyAsync(_second, Attempt);

        Assert.Equal(["", ""], _throttles.Taken.Select(taken => taken.Attempt));
    }

    [Fact]
    public async Task Hashes_for_one_purpose_only_because_each_purpose_keeps_a_key_in_memory()
    {
        await VerifyAsync(_first, Attempt);
        await VerifyAsync(_second, AttemptOfNobody);

        Assert.Single(_secrets.Purposes);
    }

    [Theory]
    [InlineData("proven", AuditEvents.FactorVerified, true, null)]
    [InlineData("wrong", AuditEvents.FactorRejected, false, null)]
    [InlineData("clock", AuditEvents.FactorRejected, false, "ClockIsOff")]
    [InlineData("replayed", AuditEvents.FactorRejected, false, "UsedBefore")]
    [InlineData("throttled", AuditEvents.Throttled, false, "TooManyTries")]
    public async Task Every_try_is_written_down_once(string what, string expected, bool succeeded, string? detail)
    {
        _throttles.IsLocked = what == "throttled";
        _second.Answer = what switch
        {
            "wrong" => new Verification.Rejected(),
            "clock" => new Verification.Rejected(RejectionHint.ClockIsOff),
            "replayed" => new Verification.Accepted(Counter: 0),
            _ => new Verification.Accepted(),
        };

        await VerifyAsync(_second, Attempt);

        var entry = Assert.Single(_audit.Entries);
        Assert.NotEqual(Guid.Empty, entry.Id);
        Assert.Equivalent(
            new AuditEntry
            {
                Id = entry.Id,
                AtUtc = Given.Now,
                Event = expected,
                Succeeded = succeeded,
                AccountId = Attempt.AccountId,
                OrganizationId = Attempt.OrganizationId,
                ClientId = "portal",
                JourneyId = Attempt.JourneyId,
                FactorKey = "authenticatorApp",
                Address = "192.0.2.1",
                UserAgent = "Firefox",
                Detail = detail,
            },
            entry,
            strict: true);
    }

    [Fact]
    public void An_attempt_prints_neither_name_nor_response()
    {
        var printed = Attempt.ToString();

        Assert.DoesNotContain("pierre", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("123456", printed, StringComparison.Ordinal);
    }

    private Task<FactorOutcome> VerifyAsync(FakeFactor factor, ProofAttempt attempt) =>
        new FactorVerifier(_throttles, _methods, _audit, _secrets, new FixedClock(Given.Now)).VerifyAsync(factor, attempt, CancellationToken.None);
}
