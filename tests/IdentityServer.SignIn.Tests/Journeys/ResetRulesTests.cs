using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Journeys;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Organizations;
using IdentityServer.SignIn.Tests.Factors;
using static IdentityServer.SignIn.Tests.Journeys.Given;

namespace IdentityServer.SignIn.Tests.Journeys;

/// <summary>Which proofs open a password reset: the rules as a table.</summary>
public sealed class ResetRulesTests
{
    private static readonly FakeFactor Mailbox = new(PasswordReset.MailboxKey, FactorKinds.None, Resistance.None, FactorUse.Reset);

    private static readonly FakeFactor[] Factors =
        [FakeFactor.Password, FakeFactor.App, FakeFactor.Mail, FakeFactor.Phone, FakeFactor.PhoneCall, FakeFactor.Codes, FakeFactor.Questions, Mailbox];

    private static readonly Dictionary<string, Row> Rows = new()
    {
        ["the mailbox of somebody without a second factor"] = new([], 1, [Mailbox], Ends: true),
        ["the mailbox of somebody with an app"] = new([FakeFactor.App], 1, [Mailbox], Ends: true),
        ["the mailbox where it is the only second factor"] = new([FakeFactor.Mail], 1, [Mailbox], Ends: false),
        ["a mailed code of a method, where it is the only one"] = new([FakeFactor.Mail], 1, [FakeFactor.Mail], Ends: false),
        ["the mailbox where it is one of two second factors"] = new([FakeFactor.Mail, FakeFactor.App], 1, [Mailbox], Ends: false),
        ["the mailbox that is a second factor, and something else"] = new([FakeFactor.Mail, FakeFactor.App], 1, [Mailbox, FakeFactor.App], Ends: true),
        ["the mailbox twice, where two are asked for"] = new([FakeFactor.Mail], 2, [Mailbox, FakeFactor.Mail], Ends: false),
        ["the app alone"] = new([FakeFactor.App], 1, [FakeFactor.App], Ends: false),
        ["the app alone, beside other second factors"] = new([FakeFactor.App, FakeFactor.Phone], 1, [FakeFactor.App], Ends: false),
        ["one phone texted and called is one, where one is asked for"] = new([FakeFactor.Phone, FakeFactor.PhoneCall], 1, [FakeFactor.Phone, FakeFactor.PhoneCall], Ends: false),
        ["the app, and the mailbox that is no second factor"] = new([FakeFactor.App], 1, [FakeFactor.App, Mailbox], Ends: true),
        ["the app and the phone"] = new([FakeFactor.App, FakeFactor.Phone], 1, [FakeFactor.App, FakeFactor.Phone], Ends: true),
        ["a recovery code alone"] = new([FakeFactor.App, FakeFactor.Codes], 1, [FakeFactor.Codes], Ends: false),
        ["the app alone, where two are asked for"] = new([FakeFactor.App], 2, [FakeFactor.App], Ends: false),
        ["app and mailbox, where two are asked for"] = new([FakeFactor.App], 2, [FakeFactor.App, Mailbox], Ends: true),
        ["one phone texted and called is one"] = new([FakeFactor.Phone, FakeFactor.PhoneCall], 2, [FakeFactor.Phone, FakeFactor.PhoneCall], Ends: false),
        ["questions are never enough alone"] = new([FakeFactor.Questions], 1, [FakeFactor.Questions], Ends: false, Questions: 3),
        ["questions as the second of two"] = new([FakeFactor.Questions], 2, [Mailbox, FakeFactor.Questions], Ends: true, Questions: 3),
        ["questions where policy has none any more"] = new([FakeFactor.Questions], 2, [Mailbox, FakeFactor.Questions], Ends: false),
        ["an administrator's mailbox alone"] = new([FakeFactor.App], 1, [Mailbox], Ends: false, Administrator: true),
        ["an administrator's mailbox and app"] = new([FakeFactor.App], 1, [Mailbox, FakeFactor.App], Ends: true, Administrator: true),
        ["an administrator's questions"] = new([FakeFactor.Questions], 1, [Mailbox, FakeFactor.Questions], Ends: false, Administrator: true, Questions: 3),
        ["a method that policy doesn't accept"] = new([FakeFactor.App], 1, [FakeFactor.App], Ends: false, Allowed: ["sms"]),
        ["the password opens no reset"] = new([FakeFactor.Password], 1, [FakeFactor.Password], Ends: false),
        ["a mailbox that was never verified"] = new([], 1, [Mailbox], Ends: false, Verified: false),
    };

    public static TheoryData<string> Names => [.. Rows.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Proofs_open_a_reset(string name)
    {
        var row = Rows[name];

        Assert.Equal(row.Ends, FactsOf(row).Suffices);
    }

    [Fact]
    public void Questions_are_offered_once_something_else_was_shown()
    {
        var row = new Row([FakeFactor.Questions, FakeFactor.App], 2, [], Ends: false, Questions: 3);

        Assert.Empty(FactsOf(row).Methods);
        Assert.Equal([FakeFactor.Questions.MethodId, FakeFactor.App.MethodId], FactsOf(row with { Shown = [Mailbox] }).Methods);
    }

    [Fact]
    public void A_mailbox_that_is_a_method_is_offered_as_that()
    {
        Assert.True(FactsOf(new Row([FakeFactor.App], 2, [FakeFactor.App], Ends: false)).OffersMailbox);
        Assert.False(FactsOf(new Row([FakeFactor.App, FakeFactor.Mail], 2, [FakeFactor.App], Ends: false)).OffersMailbox);
    }

    [Fact]
    public void Nothing_counts_that_was_shown_before_or_that_nobody_has()
    {
        var row = Rows["the app alone"];

        Assert.False(FactsOf(row, startedUtc: Now.AddSeconds(1)).HasBegun);
        Assert.False(FactsOf(row with { Has = [] }).HasBegun);
        Assert.True(FactsOf(row, startedUtc: Now - PasswordReset.Lifetime).HasExpired);
    }

    private static ResetFacts FactsOf(Row row, DateTime? startedUtc = null)
    {
        var pierre = new Account { Id = Guid.NewGuid(), UserName = "pierre", Email = "pierre@example.com", EmailVerified = row.Verified, CreatedUtc = Now, UpdatedUtc = Now };
        var methods = row.Has.Select(factor => new Method { Id = factor.MethodId, AccountId = pierre.Id, FactorKey = factor.Key, State = "", CreatedUtc = Now });
        var policy = new Policy { ResetMethods = row.Wanted, SecurityQuestions = row.Questions, AllowedMethods = row.Allowed ?? Policy.KnownMethods };
        var journey = new Journey
        {
            Id = Guid.NewGuid(), BrowserHash = [], AccountId = pierre.Id, CreatedUtc = Now, ExpiresUtc = Now.AddHours(1),
            State = new JourneyState
            {
                Demands = new(), Identifier = "pierre", Reset = new PasswordReset(startedUtc ?? Now),
                Proofs = [.. row.Shown.Select(factor => new Proof(factor.Key, factor.Shows, factor.Resistance, factor.Amr, Now, factor == Mailbox ? null : factor.MethodId))],
            },
        };
        return SignInFactsComposer.Compose(
            journey, new Person(pierre, null, [.. methods]), null, Factors, false, false, [], Now, new ResetGround(policy, row.Administrator)).Reset!;
    }

    private sealed record Row(
        FakeFactor[] Has, int Wanted, FakeFactor[] Shown, bool Ends, bool Administrator = false, int Questions = 0, string[]? Allowed = null, bool Verified = true);
}
