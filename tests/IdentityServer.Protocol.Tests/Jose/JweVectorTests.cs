using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IdentityServer.Protocol.Jose;
using IdentityServer.Protocol.Tests.Worlds;

namespace IdentityServer.Protocol.Tests.Jose;

public sealed class JweVectorTests
{
    /// <summary>Examples that can't be run here, and why.</summary>
    private static readonly Dictionary<string, string> Unsupported = new()
    {
        ["5_1"] = "RSA1_5: refused by choice (RFC 8725 §3.2)",
        ["5_3"] = "PBES2: refused by choice, the sender would choose our work",
        ["5_9"] = "zip: refused by choice, a few bytes could become many",
        ["5_10"] = "additional authenticated data exist only in the JSON serialization",
        ["5_11"] = "an unprotected header exists only in the JSON serialization",
        ["5_12"] = "an unprotected header exists only in the JSON serialization",
        ["5_13"] = "several recipients exist only in the JSON serialization",
        ["rfc8037"] = "X25519: the platform has no such agreement",
    };

    private static IEnumerable<(string Section, JsonElement Example)> All() => Vectors.Jose.GetProperty("rfc7520").EnumerateObject()
        .Where(example => example.Name.StartsWith("jwe/", StringComparison.Ordinal))
        .Select(example => (example.Name["jwe/".Length..example.Name.IndexOf('.', StringComparison.Ordinal)], example.Value))
        .Append(("rfc8037", Vectors.Jose.GetProperty("rfc8037").GetProperty("ecdh_es")));

    public static TheoryData<string> Supported() => [.. All().Select(example => example.Section).Where(section => !Unsupported.ContainsKey(section))];

    [Theory]
    [MemberData(nameof(Supported))]
    public void Decrypts_the_published_token_and_none_that_was_changed(string section)
    {
        var (algorithm, key, token, plaintext) = Read(section);

        Assert.Equal(plaintext, Encoding.UTF8.GetString(CompactJwe.Decrypt(token, key, algorithm)!));
        Assert.Null(CompactJwe.Decrypt(token, key, "RSA1_5"));
        for (var part = 0; part < 5; part++)
        {
            var parts = token.Split('.');
            if (parts[part].Length == 0) continue;
            var spoilt = parts[part].ToCharArray();
            spoilt[1] = spoilt[1] == 'A' ? 'B' : 'A';
            parts[part] = new string(spoilt);
            Assert.Null(CompactJwe.Decrypt(string.Join('.', parts), key, algorithm));
        }
    }

    [Fact]
    public void Leaves_out_only_what_it_names()
    {
        var sections = All().Select(example => example.Section).ToList();

        Assert.Equal(14, sections.Count);
        Assert.All(Unsupported.Keys, section => Assert.Contains(section, sections));
    }

    [Theory]
    [InlineData("5_1")]
    [InlineData("5_9")]
    public void Refuses_what_it_leaves_out_on_purpose(string section)
    {
        var (algorithm, key, token, _) = Read(section);

        Assert.Null(CompactJwe.Decrypt(token, key, algorithm));
    }

    [Fact]
    public void Opens_the_signed_token_inside_the_nested_example()
    {
        var nested = Vectors.Jose.GetProperty("rfc7520").GetProperty("6.nesting_signatures_and_encryption");
        var key = JsonWebKey.Parse(nested.GetProperty("encrypt").GetProperty("input").GetProperty("key"))!;
        var signer = JsonWebKey.Parse(nested.GetProperty("sign").GetProperty("input").GetProperty("key"))!;

        var inner = CompactJwe.Decrypt(nested.GetProperty("encrypt").GetProperty("output").Text("compact"), key, "RSA-OAEP");

        var jws = CompactJws.Parse(Encoding.ASCII.GetString(inner!))!;
        Assert.True(jws.IsSignedBy(signer, "PS256"));
        Assert.Equal("hobbiton.example", JsonDocument.Parse(jws.Payload).RootElement.Text("iss"));
    }

    public static TheoryData<string, string> Pairs()
    {
        var pairs = new TheoryData<string, string>();
        foreach (var algorithm in new[] { "RSA-OAEP", "RSA-OAEP-256", "ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A256KW", "A128KW", "A256KW", "dir" })
        {
            foreach (var encryption in new[] { "A128GCM", "A256GCM", "A128CBC-HS256", "A192CBC-HS384", "A256CBC-HS512" }) pairs.Add(algorithm, encryption);
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Decrypts_what_it_encrypted_and_only_with_that_key(string algorithm, string encryption)
    {
        var (key, other) = (Key(algorithm, encryption), Key(algorithm, encryption));

        var token = CompactJwe.Encrypt("a secret, é"u8, key, algorithm, encryption, "JWT");

        Assert.Equal("a secret, é"u8.ToArray(), CompactJwe.Decrypt(token, key, algorithm));
        Assert.Null(CompactJwe.Decrypt(token, other, algorithm));
    }

    [Theory]
    [InlineData("A128KW", "A128GCM")]
    [InlineData("RSA1_5", "A128GCM")]
    [InlineData("ECDH-ES", "A1GCM")]
    public void Encrypts_with_no_key_or_encryption_that_does_not_fit(string algorithm, string encryption) =>
        Assert.Throws<ArgumentException>(() => CompactJwe.Encrypt("a"u8, Key("ECDH-ES", "A128GCM"), algorithm, encryption));

    [Theory]
    [InlineData("")]
    [InlineData("....")]
    [InlineData("e30.e30.e30.e30.e30")]
    [InlineData("eyJhbGciOiJFQ0RILUVTIiwiZW5jIjoiQTEyOEdDTSIsImVwayI6e319.....")]
    [InlineData("eyJhbGciOiJFQ0RILUVTIiwiZW5jIjoiQTEyOEdDTSIsImVwayI6eyJrdHkiOiJFQyIsImNydiI6IlAtMjU2IiwieCI6IkFBIiwieSI6IkFBIn19....")]
    public void Refuses_what_is_no_JWE(string token) => Assert.Null(CompactJwe.Decrypt(token, Key("ECDH-ES", "A128GCM"), "ECDH-ES"));

    private static JsonWebKey Key(string algorithm, string encryption)
    {
        if (algorithm.StartsWith("RSA", StringComparison.Ordinal))
        {
            using var rsa = RSA.Create(2048);
            var parameters = rsa.ExportParameters(includePrivateParameters: true);
            return JsonWebKey.From(parameters) with
            {
                Values = new Dictionary<string, byte[]>
                {
                    ["n"] = parameters.Modulus!, ["e"] = parameters.Exponent!, ["d"] = parameters.D!, ["p"] = parameters.P!,
                    ["q"] = parameters.Q!, ["dp"] = parameters.DP!, ["dq"] = parameters.DQ!, ["qi"] = parameters.InverseQ!,
                },
            };
        }

        if (algorithm.StartsWith("ECDH", StringComparison.Ordinal))
        {
            using var ecdh = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
            var parameters = ecdh.ExportParameters(includePrivateParameters: true);
            return JsonWebKey.From(parameters) with
            {
                Values = new Dictionary<string, byte[]> { ["x"] = parameters.Q.X!, ["y"] = parameters.Q.Y!, ["d"] = parameters.D! },
            };
        }

        return JsonWebKey.From(RandomNumberGenerator.GetBytes(algorithm switch { "dir" => JweContent.KeyLength(encryption), "A128KW" => 16, _ => 32 }));
    }

    private static (string Algorithm, JsonWebKey Key, string Token, string Plaintext) Read(string section)
    {
        var example = All().Single(example => example.Section == section).Example;
        var input = example.GetProperty("input");
        return (input.Text("alg"), JsonWebKey.Parse(input.GetProperty("key"))!, example.GetProperty("output").Text("compact"), input.Text("plaintext"));
    }
}
