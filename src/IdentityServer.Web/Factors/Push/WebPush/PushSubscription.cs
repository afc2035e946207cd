using System.Text.Json;
using IdentityServer.Protocol.Jose;

namespace IdentityServer.Web.Factors.Push.WebPush;

/// <summary>Where a browser receives push messages, and the keys to encrypt them with (Push API §8).</summary>
internal sealed record PushSubscription(string Endpoint, byte[] Key, byte[] Auth)
{
    private const int LongestEndpoint = 1000;

    /// <summary>From the browser's own JSON; null if it is not one that can be used.</summary>
    public static PushSubscription? Parse(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || StrictJson.Text(json, "endpoint") is not { Length: <= LongestEndpoint } endpoint) return null;
        if (!json.TryGetProperty("keys", out var keys) || keys.ValueKind != JsonValueKind.Object) return null;
        if (!Base64UrlText.TryDecode(StrictJson.Text(keys, "p256dh"), out var key) || !Base64UrlText.TryDecode(StrictJson.Text(keys, "auth"), out var auth)) return null;

        return auth.Length == MessageEncryption.AuthSecretLength && P256.IsPoint(key) && Uri.TryCreate(endpoint, UriKind.Absolute, out _)
            ? new PushSubscription(endpoint, key, auth)
            : null;
    }

    /// <summary>The address is a capability: prints none of it.</summary>
    public override string ToString() => nameof(PushSubscription);
}
