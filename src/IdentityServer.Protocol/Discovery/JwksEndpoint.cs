using IdentityServer.Protocol.Jose;
using IdentityServer.Protocol.Keys;

namespace IdentityServer.Protocol.Discovery;

/// <summary>The public keys (RFC 7517 §5), written anew only when they change.</summary>
public sealed class JwksEndpoint(SigningKeys keys)
{
    private Written? _written;

    public async ValueTask<ProtocolResponse> HandleAsync(CancellationToken ct)
    {
        var current = await keys.AllPublicAsync(ct);
        if (_written is { } written && ReferenceEquals(written.Keys, current)) return written.Response;

        // Keys are announced two weeks before they sign, so an hour in a cache hurts nobody.
        var response = ProtocolResponse.Cacheable(Write(current), TimeSpan.FromHours(1));
        _written = new Written(current, response);
        return response;
    }

    private static byte[] Write(IReadOnlyList<SigningKey> keys)
    {
        using var json = JsonBuffer.Rent();
        json.Writer.WriteStartObject();
        json.Writer.WriteStartArray("keys"u8);
        foreach (var key in keys) key.WritePublic(json.Writer);
        json.Writer.WriteEndArray();
        json.Writer.WriteEndObject();
        return json.Written.ToArray();
    }

    private sealed record Written(IReadOnlyList<SigningKey> Keys, ProtocolResponse Response);
}
