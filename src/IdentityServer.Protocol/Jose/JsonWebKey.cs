using System.Security.Cryptography;
using System.Text.Json;

namespace IdentityServer.Protocol.Jose;

/// <summary>A key as RFC 7517 and RFC 7518 §6 write it: EC, RSA or oct, public or private.</summary>
public sealed record JsonWebKey
{
    public required string KeyType { get; init; }

    public string? KeyId { get; init; }

    public string? Algorithm { get; init; }

    public string? Use { get; init; }

    public string? Curve { get; init; }

    /// <summary>The members that hold bytes ("x", "n", "d", "k", …), decoded.</summary>
    public required IReadOnlyDictionary<string, byte[]> Values { get; init; }

    public bool IsPrivate => Values.ContainsKey("d") || Values.ContainsKey("k");

    /// <summary>Null if this is no key of a kind that is understood, or if one of its members is not.</summary>
    public static JsonWebKey? Parse(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || StrictJson.Text(json, "kty") is not { } type) return null;

        var (needed, optional) = type switch
        {
            "EC" => (new[] { "x", "y" }, new[] { "d" }),
            "RSA" => (["n", "e"], ["d", "p", "q", "dp", "dq", "qi"]),
            "oct" => (["k"], []),
            _ => ([], Array.Empty<string>()),
        };
        if (needed.Length == 0 || ReadValues(json, needed, optional) is not { } values) return null;

        return new JsonWebKey
        {
            KeyType = type,
            KeyId = StrictJson.Text(json, "kid"),
            Algorithm = StrictJson.Text(json, "alg"),
            Use = StrictJson.Text(json, "use"),
            Curve = StrictJson.Text(json, "crv"),
            Values = values,
        };
    }

    internal static JsonWebKey From(ECParameters key) => new()
    {
        KeyType = "EC",
        Curve = "P-256",
        Values = new Dictionary<string, byte[]> { ["x"] = key.Q.X!, ["y"] = key.Q.Y! },
    };

    internal static JsonWebKey From(RSAParameters key) => new()
    {
        KeyType = "RSA",
        Values = new Dictionary<string, byte[]> { ["n"] = key.Modulus!, ["e"] = key.Exponent! },
    };

    internal static JsonWebKey From(byte[] secret) => new() { KeyType = "oct", Values = new Dictionary<string, byte[]> { ["k"] = secret } };

    /// <summary>RFC 7638: SHA-256 over the required members in the order of their names.</summary>
    public string Thumbprint()
    {
        using var json = JsonBuffer.Rent();
        json.Writer.WriteStartObject();
        foreach (var name in RequiredMembers()) WriteMember(json.Writer, name);
        json.Writer.WriteEndObject();
        return Base64UrlText.Encode(SHA256.HashData(json.Written));
    }

    /// <summary>Writes the members that make up the public key.</summary>
    internal void WritePublicMembers(Utf8JsonWriter writer)
    {
        if (KeyType == "oct") throw new InvalidOperationException("A symmetric key has no public part.");
        foreach (var name in RequiredMembers()) WriteMember(writer, name);
    }

    /// <summary>Prints no key.</summary>
    public override string ToString() => $"JsonWebKey {KeyType} {KeyId}";

    private string[] RequiredMembers() => KeyType switch
    {
        "EC" => ["crv", "kty", "x", "y"],
        "RSA" => ["e", "kty", "n"],
        _ => ["k", "kty"],
    };

    private void WriteMember(Utf8JsonWriter writer, string name) =>
        writer.WriteString(name, name switch { "crv" => Curve, "kty" => KeyType, _ => Base64UrlText.Encode(Values[name]) });

    private static Dictionary<string, byte[]>? ReadValues(JsonElement json, string[] needed, string[] optional)
    {
        var values = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var name in needed.Concat(optional))
        {
            if (!json.TryGetProperty(name, out _) && optional.Contains(name)) continue;
            if (!Base64UrlText.TryDecode(StrictJson.Text(json, name), out var value) || value.Length == 0) return null;
            values.Add(name, value);
        }

        return values;
    }
}
