using System.Text.Json;

namespace IdentityServer.Web.Factors.Totp;

/// <summary>What is kept of an authenticator app: the shared secret.</summary>
internal sealed record TotpState(byte[] Secret)
{
    public string ToJson() => JsonSerializer.Serialize(this);

    public static TotpState FromJson(string json) => JsonSerializer.Deserialize<TotpState>(json)!;

    /// <summary>Prints no secret.</summary>
    public override string ToString() => nameof(TotpState);
}
