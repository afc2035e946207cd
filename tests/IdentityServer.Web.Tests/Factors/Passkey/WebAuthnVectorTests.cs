using System.Text.Json.Nodes;
using IdentityServer.Web.Factors.Passkey;
using IdentityServer.Web.Factors.Passkey.Attestation;
using IdentityServer.Web.Factors.Passkey.Ceremonies;
using Xunit;

namespace IdentityServer.Web.Tests.Factors.Passkey;

/// <summary>The specification's examples through the whole ceremony, as it is set up here.</summary>
public sealed class WebAuthnVectorTests
{
    private static readonly WebAuthnHandler Handler = new(new RelyingParty(WebAuthnVectors.RelyingPartyId, [WebAuthnVectors.Origin]), TimeSpan.FromMinutes(5));

    public static TheoryData<string, bool> Cases
    {
        get
        {
            // Framed by another site; curves that the platform doesn't have.
            string[] refused = ["none-es256-crossOrigin", "none-es256-topOrigin", "packed-eddsa", "packed-ed448"];
            var cases = new TheoryData<string, bool>();
            foreach (var vector in WebAuthnVectors.All) cases.Add(vector.Id, !refused.Contains(vector.Id));
            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task Registers_and_signs_in(string id, bool isAccepted)
    {
        var vector = WebAuthnVectors.Find(id);
        var registration = await Handler.FinishRegistrationAsync(StoreOf(null), CredentialOf(vector).ToJson(), StateOf(vector, creates: true), Rules("preferred"));
        Assert.Equal(isAccepted, registration.Succeeded);
        if (registration.Passkey is not { } passkey) return;

        var account = new PasskeyAccount("alice", "alice", [passkey]);
        var signIn = await Handler.FinishSignInAsync(StoreOf(account), AssertionOf(vector).ToJson(), StateOf(vector, creates: false), Rules("preferred"));

        Assert.True(signIn.Succeeded, signIn.Failure?.Message);
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task Refuses_the_half_without_user_verification_where_that_is_required(string id, bool isAccepted)
    {
        var vector = WebAuthnVectors.Find(id);
        var data = AuthenticatorData.Parse(AttestationObject.Parse(vector.AttestationObject).AuthenticatorData);

        var registration = await Handler.FinishRegistrationAsync(StoreOf(null), CredentialOf(vector).ToJson(), StateOf(vector, creates: true), Rules("required"));

        Assert.Equal(isAccepted && data.Flags.HasFlag(AuthenticatorFlags.UserVerified), registration.Succeeded);
    }

    private static WebAuthnRules Rules(string userVerification) => new() { UserVerification = userVerification };

    private static PasskeyAccountStore StoreOf(PasskeyAccount? account) => new(account ?? new PasskeyAccount("alice", "alice", []), (_, _) => Task.FromResult(false));

    private static CredentialJson CredentialOf(WebAuthnVector vector) => new()
    {
        Id = WebAuthnVector.Bytes(vector.Registration, "credential_id"),
        ClientData = WebAuthnVector.Bytes(vector.Registration, "clientDataJSON"),
        AttestationObject = vector.AttestationObject,
    };

    private static CredentialJson AssertionOf(WebAuthnVector vector) => new()
    {
        Id = WebAuthnVector.Bytes(vector.Registration, "credential_id"),
        ClientData = WebAuthnVector.Bytes(vector.Authentication, "clientDataJSON"),
        AuthenticatorData = WebAuthnVector.Bytes(vector.Authentication, "authenticatorData"),
        Signature = WebAuthnVector.Bytes(vector.Authentication, "signature"),
    };

    /// <summary>What the handler would have kept, had the challenge been its own.</summary>
    private static string StateOf(WebAuthnVector vector, bool creates)
    {
        var challenge = Convert.ToBase64String(WebAuthnVector.Bytes(creates ? vector.Registration : vector.Authentication, "challenge"));
        var state = new JsonObject { ["challenge"] = challenge };
        if (creates) state["userEntity"] = new JsonObject { ["id"] = "alice", ["name"] = "alice", ["displayName"] = "Alice" };
        else state["userId"] = "alice";
        return state.ToJsonString();
    }
}
