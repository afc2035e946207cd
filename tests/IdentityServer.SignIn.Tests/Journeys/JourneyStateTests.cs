using System.Text.Json;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Journeys;

namespace IdentityServer.SignIn.Tests.Journeys;

public sealed class JourneyStateTests
{
    private static readonly JourneyState Full = new()
    {
        Demands = new JourneyDemands
        {
            ClientId = "portal",
            OwnerId = Guid.NewGuid(),
            Silent = true,
            FreshSignIn = true,
            SelectAccount = true,
            AskConsent = true,
            MaxAgeSeconds = 0,
            ProofSeconds = 600,
            Strength = Strength.Phr,
            StrengthIsEssential = true,
            LoginHint = "pierre@example.com",
            RequestedAccountId = Guid.NewGuid(),
            DomainHint = "example.com",
            HintedId = Guid.NewGuid(),
            Culture = "fr",
            ScopesToConsent = ["openid", "profile"],
        },
        Request = """{"a":"é<>&\"\\"}""",
        ReturnPath = "/",
        OrganizationId = Guid.NewGuid(),
        Identifier = "Pierre 😀",
        Proofs = [new Proof("passkey", FactorKinds.Possession | FactorKinds.Inherence, Resistance.PhishingInHardware, ["hwk", "user"], Given.Now, Guid.NewGuid())],
        Reset = new PasswordReset(Given.Now, "mailbox"),
        Registration = new Registration(Guid.NewGuid(), "zoé@example.com", true),
        InvitationId = Guid.NewGuid(),
        ByMail = true,
        AwaitsAccountChoice = true,
        ChoseOrganization = true,
        SessionId = Guid.NewGuid(),
        SessionSinceUtc = Given.Now.AddTicks(-1),
        WantsAnotherAccount = true,
        Culture = "en",
        SkippedEnrollment = true,
        RemembersDevice = true,
        Enrolled = ["authenticatorApp"],
        SawEnrollmentSuccess = true,
        WantsToEnroll = true,
        CanMakePasskeys = true,
        AnsweredReminder = true,
        ChosenFactor = "passkey",
        Replaces = [Guid.NewGuid()],
        StaySignedIn = false,
        GrantedScopes = [],
        Pending = new Dictionary<string, string> { ["authenticatorApp"] = "secret" },
    };

    [Fact]
    public void The_example_fills_every_field()
    {
        var empty = new JourneyState { Demands = new JourneyDemands() };

        Assert.Equal([], Unfilled(Full, empty));
        Assert.Equal([], Unfilled(Full.Demands, empty.Demands));
    }

    [Fact]
    public void Survives_storage_with_every_field()
    {
        var read = JourneyState.FromJson(Full.ToJson());

        Assert.Equivalent(Full, read, strict: true);
        Assert.Equal(DateTimeKind.Utc, read.SessionSinceUtc!.Value.Kind);
        Assert.Equal(DateTimeKind.Utc, read.Proofs[0].AtUtc.Kind);
    }

    [Fact]
    public void No_is_not_the_same_as_not_asked()
    {
        var read = JourneyState.FromJson(Full.ToJson());

        Assert.False(read.StaySignedIn);
        Assert.NotNull(read.GrantedScopes);
        Assert.Equal(0, read.Demands.MaxAgeSeconds);
    }

    [Fact]
    public void Reads_what_a_version_with_fewer_fields_has_kept()
    {
        var read = JourneyState.FromJson("""{"Demands":{}}""");

        Assert.Empty(read.Proofs);
        Assert.Empty(read.Enrolled);
        Assert.Empty(read.Pending);
        Assert.Empty(read.Demands.ScopesToConsent);
        Assert.Null(read.StaySignedIn);
        Assert.Null(read.GrantedScopes);
    }

    [Fact]
    public void Leaves_out_what_was_never_set()
    {
        using var json = JsonDocument.Parse(new JourneyState { Demands = new JourneyDemands() }.ToJson());

        Assert.False(json.RootElement.TryGetProperty("StaySignedIn", out _));
        Assert.False(json.RootElement.TryGetProperty("GrantedScopes", out _));
    }

    private static IEnumerable<string> Unfilled(object filled, object empty) => filled.GetType().GetProperties()
        .Where(property => property.Name is not ("MaxAgeSeconds" or "StaySignedIn" or "GrantedScopes"))
        .Where(property => Equals(JsonSerializer.Serialize(property.GetValue(filled)), JsonSerializer.Serialize(property.GetValue(empty))))
        .Select(property => property.Name);
}
