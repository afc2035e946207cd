using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Factors;
using IdentityServer.Web.Factors.Passkey;
using IdentityServer.Web.Factors.Passkey.Attestation;
using IdentityServer.Web.Factors.Passkey.Ceremonies;
using IdentityServer.Web.Tests.Bootstrap;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace IdentityServer.Web.Tests.Factors.Passkey;

public sealed class PasskeyVerificationTests : IDisposable
{
    private static readonly MethodSecrets Secrets = new(new FakeSecrets());

    private readonly FixedClock _clock = new();
    private readonly FakeChallenges _challenges = new();
    private readonly MemoryDatabase _database = new();
    private readonly SoftAuthenticator _authenticator = new();
    private readonly Guid _journey = Guid.NewGuid();
    private readonly Account _account;
    private readonly PasskeyAccounts _accounts;
    private readonly PasskeyCeremonies _ceremonies;
    private readonly PasskeyVerification _verification;

    private Organization _organization = new() { Id = Guid.NewGuid(), Slug = "harbour", DisplayName = "Harbour Legal" };

    public PasskeyVerificationTests()
    {
        _account = new Account { Id = Guid.NewGuid(), UserName = "alice", CreatedUtc = _clock.Now.UtcDateTime, UpdatedUtc = _clock.Now.UtcDateTime };
        var handler = new WebAuthnHandler(new RelyingParty("login.example.org", ["https://login.example.org"]), TimeSpan.FromMinutes(5));
        var store = new CeremonyStore(_challenges, _database, _challenges, Secrets, _clock);
        _accounts = new PasskeyAccounts(_database, Secrets);
        _ceremonies = new PasskeyCeremonies(handler, store, _accounts, Options.Create(new PasskeyOptions()));
        _verification = new PasskeyVerification(
            store, _accounts, handler, _database, Secrets, new PasskeyAudit(_database, _database, _clock, NullLogger<PasskeyAudit>.Instance));
    }

    public void Dispose() => _authenticator.Dispose();

    [Fact]
    public async Task A_verified_user_is_two_kinds_of_evidence()
    {
        var accepted = Assert.IsType<Verification.Accepted>(await SignInAsync());

        Assert.Equal(FactorKinds.Possession | FactorKinds.Inherence, accepted.Evidence!.Shows);
        Assert.Equal(Resistance.Phishing, accepted.Evidence.Resistance);
        Assert.Equal(["swk", "user"], accepted.Evidence.Amr);
    }

    [Fact]
    public async Task Without_verification_only_the_key_is_shown()
    {
        _authenticator.Flags = AuthenticatorFlags.UserPresent;

        var accepted = Assert.IsType<Verification.Accepted>(await UseAsSecondAsync("preferred"));

        Assert.Equal(FactorKinds.Possession, accepted.Evidence!.Shows);
    }

    [Fact]
    public async Task A_key_that_hardware_vouches_for_says_so()
    {
        var method = MethodOf(_authenticator.State with { InHardware = true });

        var accepted = Assert.IsType<Verification.Accepted>(await SignInAsync(method));

        Assert.Equal(Resistance.PhishingInHardware, accepted.Evidence!.Resistance);
        Assert.Equal(["hwk", "user"], accepted.Evidence.Amr);
    }

    [Fact]
    public async Task Alone_it_has_to_verify_the_user()
    {
        _authenticator.Flags = AuthenticatorFlags.UserPresent;

        Assert.IsType<Verification.Rejected>(await SignInAsync());
    }

    [Fact]
    public async Task Refuses_a_key_that_nobody_touched()
    {
        _authenticator.Flags = AuthenticatorFlags.UserVerified;

        Assert.IsType<Verification.Rejected>(await SignInAsync());
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("https://other.login.example.org")]
    [InlineData("http://login.example.org")]
    [InlineData("https://login.example.org:8443")]
    public async Task Refuses_another_origin(string origin)
    {
        _authenticator.Origin = origin;

        Assert.IsType<Verification.Rejected>(await SignInAsync());
    }

    [Fact]
    public async Task Refuses_another_domain()
    {
        _authenticator.Domain = "example.org";

        Assert.IsType<Verification.Rejected>(await SignInAsync());
    }

    [Fact]
    public async Task Refuses_a_page_that_is_framed_by_another_site()
    {
        _authenticator.CrossOrigin = true;

        Assert.IsType<Verification.Rejected>(await SignInAsync());
    }

    [Fact]
    public async Task An_authenticator_that_never_counts_keeps_working()
    {
        Assert.Null(Assert.IsType<Verification.Accepted>(await SignInAsync()).Counter);

        var again = Assert.IsType<Verification.Accepted>(await SignInAsync());

        Assert.Null(again.Counter);
        // The use has to be noted somewhere.
        Assert.NotNull(again.State);
    }

    [Fact]
    public async Task The_same_answer_is_good_once_even_where_nothing_counts()
    {
        var start = await BeginFirstAsync();
        var attempt = AttemptOf(start, MethodOf(_authenticator.State));
        Assert.IsType<Verification.Accepted>(await _verification.VerifyAsync(attempt, CancellationToken.None));

        Assert.IsType<Verification.Rejected>(await _verification.VerifyAsync(attempt, CancellationToken.None));
    }

    [Fact]
    public async Task A_wrong_answer_uses_the_ceremony_up()
    {
        var start = await BeginFirstAsync();
        using var stranger = new SoftAuthenticator();
        var wrong = AttemptOf(start, MethodOf(_authenticator.State)) with
        {
            Response = new PasskeyResponse(start.Id, CredentialJson.Parse(stranger.Assert(start.Options, PasskeyAccounts.HandleOf(_account.Id)))!).ToText(),
        };
        Assert.IsType<Verification.Rejected>(await _verification.VerifyAsync(wrong, CancellationToken.None));

        Assert.IsType<Verification.Rejected>(await _verification.VerifyAsync(AttemptOf(start, MethodOf(_authenticator.State)), CancellationToken.None));
    }

    [Fact]
    public async Task A_ceremony_ends_with_its_time()
    {
        var start = await BeginFirstAsync();
        _clock.Now += TimeSpan.FromMinutes(7);

        Assert.IsType<Verification.Rejected>(await _verification.VerifyAsync(AttemptOf(start, MethodOf(_authenticator.State)), CancellationToken.None));
    }

    [Fact]
    public async Task A_ceremony_is_good_on_its_own_journey_only()
    {
        var start = await BeginFirstAsync();
        var elsewhere = AttemptOf(start, MethodOf(_authenticator.State)) with { JourneyId = Guid.NewGuid() };

        Assert.IsType<Verification.Rejected>(await _verification.VerifyAsync(elsewhere, CancellationToken.None));
    }

    [Fact]
    public async Task A_registrations_ceremony_does_not_sign_in()
    {
        var start = (await _ceremonies.BeginEnrollmentAsync(_journey, _account, [], new PasskeyPolicy(), "Harbour Legal", CancellationToken.None))!;

        Assert.IsType<Verification.Rejected>(await _verification.VerifyAsync(AttemptOf(start, MethodOf(_authenticator.State)), CancellationToken.None));
    }

    [Fact]
    public async Task A_ceremony_for_one_account_does_not_do_for_another()
    {
        var start = await BeginSecondAsync("preferred");
        var another = MethodOf(_authenticator.State) with { AccountId = Guid.NewGuid() };

        Assert.IsType<Verification.Rejected>(await _verification.VerifyAsync(AttemptOf(start, another), CancellationToken.None));
    }

    [Fact]
    public async Task Refuses_another_accounts_user_handle()
    {
        var start = await BeginFirstAsync();
        var attempt = AttemptOf(start, MethodOf(_authenticator.State)) with
        {
            Response = new PasskeyResponse(start.Id, CredentialJson.Parse(_authenticator.Assert(start.Options, PasskeyAccounts.HandleOf(Guid.NewGuid())))!).ToText(),
        };

        Assert.IsType<Verification.Rejected>(await _verification.VerifyAsync(attempt, CancellationToken.None));
    }

    [Fact]
    public async Task Hands_a_counter_to_the_pipeline()
    {
        _authenticator.Counter = 8;

        var accepted = Assert.IsType<Verification.Accepted>(await SignInAsync(MethodOf(_authenticator.State) with { Counter = 7 }));

        Assert.Equal(8, accepted.Counter);
        Assert.Empty(_database.Audit);
    }

    [Theory]
    [InlineData(7, 7)]
    [InlineData(7, 3)]
    [InlineData(7, 0)]
    public async Task Writes_down_a_counter_that_does_not_rise(long kept, uint sent)
    {
        _authenticator.Counter = sent;

        var accepted = Assert.IsType<Verification.Accepted>(await SignInAsync(MethodOf(_authenticator.State) with { Counter = kept }));

        // The pipeline refuses it, for it advances a counter only upwards.
        Assert.Equal(sent, accepted.Counter);
        Assert.Equal(AuditEvents.PasskeyCounterRegressed, Assert.Single(_database.Audit).Event);
    }

    [Fact]
    public async Task Refuses_a_model_that_the_organization_has_blocked_since()
    {
        _organization = _organization with { Policy = new Policy { Passkeys = new PasskeyPolicy { BlockedAaguids = [_authenticator.Aaguid.ToString("D")] } } };

        Assert.Equal(new Verification.Rejected(RejectionHint.NotAccepted), await SignInAsync());
        Assert.Equal(AuditEvents.PasskeyRefused, Assert.Single(_database.Audit).Event);
    }

    [Fact]
    public async Task Refuses_passkeys_where_the_organization_allows_none()
    {
        _organization = _organization with { Policy = new Policy { AllowedMethods = ["authenticatorApp"] } };

        Assert.Equal(new Verification.Rejected(RejectionHint.NotAccepted), await SignInAsync());
    }

    [Fact]
    public async Task Keeps_whether_the_key_is_backed_up()
    {
        _authenticator.Flags |= AuthenticatorFlags.BackupEligible | AuthenticatorFlags.BackedUp;

        var accepted = Assert.IsType<Verification.Accepted>(await SignInAsync(MethodOf(_authenticator.State with { BackupEligible = true })));

        Assert.True(PasskeyState.FromJson(Secrets.Unprotect(PasskeyFactor.FactorKey, accepted.State!)).BackedUp);
    }

    [Fact]
    public async Task Refuses_a_key_that_has_become_copyable()
    {
        _authenticator.Flags |= AuthenticatorFlags.BackupEligible;

        Assert.IsType<Verification.Rejected>(await SignInAsync());
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[\"a\",\"b\"]")]
    [InlineData("[\"00000000000000000000000000000000\",\"{}\"]")]
    [InlineData("null")]
    public async Task Refuses_what_is_no_answer(string response)
    {
        var attempt = AttemptOf(await BeginFirstAsync(), MethodOf(_authenticator.State)) with { Response = response };

        Assert.IsType<Verification.Rejected>(await _verification.VerifyAsync(attempt, CancellationToken.None));
    }

    [Fact]
    public async Task A_journey_begins_only_so_many_ceremonies()
    {
        for (var count = 0; count < 120; count++) Assert.NotNull(await _ceremonies.BeginFirstAsync(_journey, null, CancellationToken.None));

        Assert.Null(await _ceremonies.BeginFirstAsync(_journey, null, CancellationToken.None));
    }

    private async Task<Verification> SignInAsync(Method? method = null) =>
        await _verification.VerifyAsync(AttemptOf(await BeginFirstAsync(), method ?? MethodOf(_authenticator.State)), CancellationToken.None);

    private async Task<Verification> UseAsSecondAsync(string userVerification) =>
        await _verification.VerifyAsync(AttemptOf(await BeginSecondAsync(userVerification), MethodOf(_authenticator.State)), CancellationToken.None);

    private async Task<CeremonyStart> BeginFirstAsync() => (await _ceremonies.BeginFirstAsync(_journey, null, CancellationToken.None))!;

    private async Task<CeremonyStart> BeginSecondAsync(string userVerification) =>
        (await _ceremonies.BeginSecondAsync(_journey, _account, [MethodOf(_authenticator.State)], userVerification, CancellationToken.None))!;

    private ProofAttempt AttemptOf(CeremonyStart start, Method method)
    {
        if (!_database.Organizations.Contains(_organization)) _database.Organizations.Add(_organization);
        return new ProofAttempt
        {
            AccountId = method.AccountId,
            Identifier = "alice",
            Method = method,
            Response = new PasskeyResponse(start.Id, CredentialJson.Parse(_authenticator.Assert(start.Options, PasskeyAccounts.HandleOf(_account.Id)))!).ToText(),
            Visitor = new Visitor("192.0.2.1", "Firefox"),
            OrganizationId = _organization.Id,
            JourneyId = _journey,
        };
    }

    private Method MethodOf(PasskeyState state) => new()
    {
        Id = Guid.NewGuid(),
        AccountId = _account.Id,
        FactorKey = PasskeyFactor.FactorKey,
        LookupKey = PasskeyAccounts.LookupKeyOf(state.CredentialId),
        State = Secrets.Protect(PasskeyFactor.FactorKey, state.ToJson()),
        CreatedUtc = _clock.Now.UtcDateTime,
    };
}
