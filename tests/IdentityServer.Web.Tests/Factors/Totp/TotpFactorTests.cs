using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Methods;
using IdentityServer.Web.Factors;
using IdentityServer.Web.Factors.Totp;
using Microsoft.Extensions.Options;
using Xunit;

namespace IdentityServer.Web.Tests.Factors.Totp;

public sealed class TotpFactorTests
{
    private static readonly byte[] Secret = [.. Enumerable.Range(1, 20).Select(b => (byte)b)];

    private static readonly MethodSecrets Secrets = new(new FakeSecrets());

    private readonly FixedClock _clock = new();

    private long Step => Web.Factors.Totp.Totp.StepAt(_clock.Now);

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Accepts_the_code_of_one_step_either_side(int steps)
    {
        var verification = await VerifyAsync(CodeAt(steps));

        Assert.Equal(new Verification.Accepted(Step + steps), verification);
    }

    [Theory]
    [InlineData(-2)]
    [InlineData(2)]
    public async Task Refuses_the_code_of_two_steps_away(int steps) => Assert.IsType<Verification.Rejected>(await VerifyAsync(CodeAt(steps)));

    [Fact]
    public async Task Accepts_only_the_present_step_where_no_drift_is_allowed()
    {
        Assert.IsType<Verification.Accepted>(await VerifyAsync(CodeAt(0), drift: 0));
        Assert.IsType<Verification.Rejected>(await VerifyAsync(CodeAt(-1), drift: 0));
    }

    [Fact]
    public async Task Accepts_a_code_until_the_last_second_of_its_step_and_of_the_drift()
    {
        var code = CodeAt(0);

        _clock.Now = DateTimeOffset.FromUnixTimeSeconds(((Step + 2) * 30) - 1);
        Assert.IsType<Verification.Accepted>(await VerifyAsync(code));

        _clock.Now = _clock.Now.AddSeconds(1);
        Assert.IsType<Verification.Rejected>(await VerifyAsync(code));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Knows_a_code_that_was_used_and_one_from_before_it(int lastStep) =>
        Assert.Equal(new Verification.Rejected(RejectionHint.UsedBefore), await VerifyAsync(CodeAt(0), counter: Step + lastStep));

    [Fact]
    public async Task Accepts_the_next_code_after_one_was_used() => Assert.IsType<Verification.Accepted>(await VerifyAsync(CodeAt(1), counter: Step));

    [Theory]
    [InlineData(-2, RejectionHint.ClockIsOff)]
    [InlineData(-120, RejectionHint.ClockIsOff)]
    [InlineData(2, RejectionHint.None)]
    [InlineData(120, RejectionHint.None)]
    [InlineData(-1_000, RejectionHint.None)]
    public async Task At_a_sign_in_explains_codes_of_the_past_only(int steps, RejectionHint hint) =>
        Assert.Equal(new Verification.Rejected(hint), await VerifyAsync(CodeAt(steps)));

    [Theory]
    [InlineData(-120, RejectionHint.ClockIsOff)]
    [InlineData(-2, RejectionHint.ClockIsOff)]
    [InlineData(2, RejectionHint.ClockIsOff)]
    [InlineData(120, RejectionHint.ClockIsOff)]
    [InlineData(-1_000, RejectionHint.None)]
    [InlineData(1_000, RejectionHint.None)]
    public void At_the_first_code_explains_a_clock_that_is_off_either_way(int steps, RejectionHint hint) =>
        Assert.Equal(new Verification.Rejected(hint), Factor().VerifyFirst(Secret, CodeAt(steps)));

    [Fact]
    public void The_first_code_of_an_app_is_used_by_proving_it() =>
        Assert.Equal(new Verification.Accepted(Step), Factor().VerifyFirst(Secret, CodeAt(0)));

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("éééééé")]
    [InlineData("😀😀😀")]
    public async Task Refuses_what_is_no_code(string typed) => Assert.Equal(new Verification.Rejected(), await VerifyAsync(typed));

    [Fact]
    public async Task Nobody_is_proven_by_any_code()
    {
        var code = Web.Factors.Totp.Totp.CodeAt(new byte[20], Step);

        Assert.Equal(new Verification.Rejected(), await Factor().VerifyAsync(Attempts.With(null, code), CancellationToken.None));
    }

    [Fact]
    public void Tells_whether_a_code_fits_one_of_several_apps()
    {
        Assert.True(Factor().Fits(MethodWith(0), CodeAt(0)));
        Assert.False(Factor().Fits(MethodWith(0), CodeAt(5)));
    }

    [Fact]
    public void Never_prints_a_secret() =>
        Assert.DoesNotContain(Base32.Encode(Secret), new TotpState(Secret) + new TotpSetup("a", "b", Secret).ToString(), StringComparison.Ordinal);

    private string CodeAt(long steps) => Web.Factors.Totp.Totp.CodeAt(Secret, Step + steps);

    private TotpFactor Factor(int drift = 1) => new(_clock, Secrets, Options.Create(new TotpOptions { StepsOfDrift = drift }));

    private Task<Verification> VerifyAsync(string code, long counter = 0, int drift = 1) =>
        Factor(drift).VerifyAsync(Attempts.With(MethodWith(counter), code), CancellationToken.None);

    private Method MethodWith(long counter) => new()
    {
        Id = Guid.NewGuid(),
        AccountId = Guid.NewGuid(),
        FactorKey = TotpFactor.FactorKey,
        State = Secrets.Protect(TotpFactor.FactorKey, new TotpState(Secret).ToJson()),
        Counter = counter,
        CreatedUtc = _clock.Now.UtcDateTime,
    };
}
