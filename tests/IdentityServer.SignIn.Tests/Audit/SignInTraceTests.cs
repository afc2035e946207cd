using IdentityServer.SignIn.Audit;

namespace IdentityServer.SignIn.Tests.Audit;

public sealed class SignInTraceTests
{
    private static readonly AuditEntry Password = Step(AuditEvents.FactorVerified) with { FactorKey = "password" };

    private static readonly AuditEntry WrongCode = Step(AuditEvents.FactorRejected, succeeded: false) with { FactorKey = "totp" };

    [Fact]
    public void Ends_with_whoever_came_in_whatever_happened_before_and_after()
    {
        var trace = Trace(Password, WrongCode, Step(AuditEvents.SignedIn), Step(AuditEvents.ConsentRefused, succeeded: false));

        Assert.Equal(SignInEnd.SignedIn, trace.End);
        Assert.Null(trace.Obstacle);
    }

    [Fact]
    public void Fails_where_a_refusal_was_the_last_of_it()
    {
        var trace = Trace(Password, WrongCode);

        Assert.Equal((SignInEnd.Failed, WrongCode), (trace.End, trace.Obstacle));
        Assert.Equal(["password"], trace.Factors);
    }

    [Fact]
    public void Stays_unfinished_where_nobody_went_on_and_still_tells_what_had_been_in_the_way()
    {
        var trace = Trace(WrongCode, Password);

        Assert.Equal((SignInEnd.Unfinished, WrongCode), (trace.End, trace.Obstacle));
    }

    [Fact]
    public void Knows_a_password_reset_for_one() =>
        Assert.Equal(SignInEnd.PasswordReset, Trace(Step(AuditEvents.PasswordResetBegun), Step(AuditEvents.PasswordReset)).End);

    [Fact]
    public void Belongs_to_whom_the_last_step_that_knows_names()
    {
        var account = Guid.NewGuid();

        var trace = Trace(WrongCode, Password with { AccountId = account, ClientId = "portal", Address = "192.0.2.1" }, Step(AuditEvents.CodeSent));

        Assert.Equal((account, "portal", "192.0.2.1"), (trace.AccountId, trace.ClientId, trace.Address));
    }

    private static SignInTrace Trace(params AuditEntry[] steps) => new(Guid.NewGuid(), steps);

    private static AuditEntry Step(string what, bool succeeded = true) => new() { Id = Guid.NewGuid(), AtUtc = DateTime.UnixEpoch, Event = what, Succeeded = succeeded };
}
