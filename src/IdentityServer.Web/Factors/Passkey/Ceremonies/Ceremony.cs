using System.Text.Json;

namespace IdentityServer.Web.Factors.Passkey.Ceremonies;

/// <summary>What is kept on the server while a browser asks its authenticator.</summary>
/// <param name="HandlerState">The handler's: the challenge, and whom it is for.</param>
/// <param name="UserVerification">As it was asked for.</param>
internal sealed record Ceremony(string HandlerState, string UserVerification)
{
    public string ToJson() => JsonSerializer.Serialize(this);

    public static Ceremony FromJson(string json) => JsonSerializer.Deserialize<Ceremony>(json)!;
}

/// <summary>What ceremonies are for; a response to one does for no other.</summary>
internal static class CeremonyPurposes
{
    /// <summary>The only proof of a sign-in.</summary>
    public const string First = "passkey:first";

    /// <summary>A later proof, by an account that is known.</summary>
    public const string Second = "passkey:second";

    public const string Enroll = "passkey:enroll";
}
