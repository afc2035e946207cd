using System.Text.Json;
using IdentityServer.Protocol.Jose;
using IdentityServer.Web.Factors.Push.WebPush;

namespace IdentityServer.Web.Factors.Push;

/// <summary>What is kept of a paired device: its public key, the secret of the codes that it shows, and where it receives push messages.</summary>
/// <param name="Subscription">Null where it has none: then it asks while it is open.</param>
internal sealed record PushState(byte[] X, byte[] Y, byte[] TotpSecret, PushSubscription? Subscription)
{
    public JsonWebKey Key() => new() { KeyType = "EC", Curve = "P-256", Values = new Dictionary<string, byte[]> { ["x"] = X, ["y"] = Y } };

    public string ToJson() => JsonSerializer.Serialize(this);

    public static PushState FromJson(string json) => JsonSerializer.Deserialize<PushState>(json)!;

    /// <summary>Prints no secret.</summary>
    public override string ToString() => nameof(PushState);
}
