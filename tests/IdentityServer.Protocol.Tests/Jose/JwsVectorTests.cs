using System.Text;
using System.Text.Json;
using IdentityServer.Protocol.Jose;
using IdentityServer.Protocol.Tests.Worlds;

namespace IdentityServer.Protocol.Tests.Jose;

public sealed class JwsVectorTests
{
    /// <summary>Signatures that can't be checked here, and why.</summary>
    private static readonly Dictionary<string, string> Unsupported = new()
    {
        ["rfc7520 jws/4_7.protecting_content_only"] = "no protected header: a compact JWS always has one",
        ["rfc7520 jws/4_8.multiple_signatures 2"] = "no protected header: a compact JWS always has one",
        ["rfc8037 jws"] = "Ed25519: the platform has no such signature",
        ["rfc7515 A.5"] = "alg none: refused, see Refuses_an_unsecured_token",
        ["rfc7797 4.2"] = "unencoded payload: refused, see Refuses_an_extension_it_does_not_understand",
    };

    /// <summary>Every signature in the file: its name, algorithm, key, and the token in compact form; null where it has none.</summary>
    private static IEnumerable<(string Name, string Algorithm, JsonElement Key, string? Token, string Payload)> All()
    {
        foreach (var example in Vectors.Jose.GetProperty("rfc7515").EnumerateArray())
        {
            var name = "rfc7515 " + example.Text("section");
            if (example.TryGetProperty("compact", out var compact))
                yield return (name, example.Text("alg"), example.TryGetProperty("jwk", out var key) ? key : default, compact.GetString()!, example.Text("payload"));
            if (example.TryGetProperty("flattened", out var flat)) yield return (name, "ES256", example.GetProperty("jwk"), Compact(flat, flat), Decode(flat));
            if (!example.TryGetProperty("general", out var general)) continue;

            for (var i = 0; i < 2; i++)
                yield return ($"{name} {i + 1}", i == 0 ? "RS256" : "ES256", example.GetProperty("jwks")[i], Compact(general.GetProperty("signatures")[i], general), Decode(general));
        }

        foreach (var example in Vectors.Jose.GetProperty("rfc7520").EnumerateObject().Where(example => example.Name.StartsWith("jws/", StringComparison.Ordinal)))
        {
            var (name, input, json) = ("rfc7520 " + example.Name, example.Value.GetProperty("input"), example.Value.GetProperty("output").GetProperty("json"));
            var payload = Base64UrlText.Encode(Encoding.UTF8.GetBytes(input.Text("payload")));
            var signatures = json.GetProperty("signatures").EnumerateArray().ToList();
            for (var i = 0; i < signatures.Count; i++)
            {
                var many = signatures.Count > 1;
                yield return (
                    many ? $"{name} {i + 1}" : name,
                    many ? input.GetProperty("alg")[i].GetString()! : input.Text("alg"),
                    many ? input.GetProperty("key")[i] : input.GetProperty("key"),
                    signatures[i].TryGetProperty("protected", out var header) ? $"{header.GetString()}.{payload}.{signatures[i].Text("signature")}" : null,
                    input.Text("payload"));
            }
        }

        var ed25519 = Vectors.Jose.GetProperty("rfc8037").GetProperty("jws");
        yield return ("rfc8037 jws", "EdDSA", ed25519.GetProperty("input").GetProperty("key"), ed25519.GetProperty("output").Text("compact"), ed25519.GetProperty("input").Text("payload"));
        var unencoded = Vectors.Jose.GetProperty("rfc7797").GetProperty("4.2");
        yield return ("rfc7797 4.2", "HS256", unencoded.GetProperty("jwk"), Compact(unencoded, unencoded), unencoded.Text("payload"));
    }

    public static TheoryData<string> Supported() => [.. All().Select(example => example.Name).Where(name => !Unsupported.ContainsKey(name))];

    [Theory]
    [MemberData(nameof(Supported))]
    public void Verifies_the_published_signature_and_no_other(string name)
    {
        var (_, algorithm, keyJson, token, payload) = All().Single(example => example.Name == name);
        var key = JsonWebKey.Parse(keyJson)!;

        var jws = CompactJws.Parse(token!)!;

        Assert.Equal(payload, Encoding.UTF8.GetString(jws.Payload));
        Assert.True(jws.IsSignedBy(key, algorithm));
        Assert.False(jws.IsSignedBy(key, algorithm == "HS256" ? "HS512" : "HS256"));
        jws.Signature[3] ^= 1;
        Assert.False(jws.IsSignedBy(key, algorithm));
    }

    [Theory]
    [MemberData(nameof(Supported))]
    public void Signs_what_it_can_verify_and_the_same_where_nothing_is_random(string name)
    {
        var (_, algorithm, keyJson, token, _) = All().Single(example => example.Name == name);
        var key = JsonWebKey.Parse(keyJson)!;
        var jws = CompactJws.Parse(token!)!;

        var signature = JwsSignatures.Sign(algorithm, key, jws.SigningInput);

        Assert.True(JwsSignatures.Verify(algorithm, key, jws.SigningInput, signature));
        if (algorithm is "HS256" or "RS256") Assert.Equal(jws.Signature, signature);
    }

    [Fact]
    public void Leaves_out_only_what_it_names()
    {
        var names = All().Select(example => example.Name).ToList();

        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.All(Unsupported.Keys, name => Assert.Contains(name, names));
        Assert.Equal(20, names.Count);
    }

    [Fact]
    public void Refuses_an_unsecured_token()
    {
        var token = CompactJws.Parse(All().Single(example => example.Name == "rfc7515 A.5").Token!)!;

        Assert.Empty(token.Signature);
        Assert.False(token.IsSignedBy(JsonWebKey.Parse(All().First().Key)!, "none"));
    }

    [Fact]
    public void Refuses_an_extension_it_does_not_understand() => Assert.Null(CompactJws.Parse(All().Single(example => example.Name == "rfc7797 4.2").Token!));

    [Fact]
    public void Reads_no_key_of_a_curve_the_platform_lacks() => Assert.Null(JsonWebKey.Parse(All().Single(example => example.Name == "rfc8037 jws").Key));

    private static string Compact(JsonElement signature, JsonElement whole) =>
        $"{signature.Text("protected")}.{(whole.TryGetProperty("payload", out var payload) && whole.TryGetProperty("note", out _) ? Base64UrlText.Encode(Encoding.UTF8.GetBytes(payload.GetString()!)) : whole.Text("payload"))}.{signature.Text("signature")}";

    private static string Decode(JsonElement whole)
    {
        Assert.True(Base64UrlText.TryDecode(whole.Text("payload"), out var bytes));
        return Encoding.UTF8.GetString(bytes);
    }
}
