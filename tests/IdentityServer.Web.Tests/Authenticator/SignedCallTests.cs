using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IdentityServer.Protocol.Jose;
using IdentityServer.Web.Authenticator;
using IdentityServer.Web.Tests.Factors;
using Xunit;

namespace IdentityServer.Web.Tests.Authenticator;

public sealed class SignedCallTests : IDisposable
{
    private const string Audience = "https://id.example/authenticator/api/answer";

    private static readonly object Header = new { alg = "ES256", typ = "authenticator+jws", kid = "device" };

    private static readonly Dictionary<string, object> Claims = new() { ["aud"] = Audience, ["iat"] = 1_795_000_000, ["nonce"] = "n", ["number"] = "42" };

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    [Fact]
    public void Reads_what_was_signed()
    {
        var call = SignedCall.Parse(Sign(Header, Claims), Audience)!;

        Assert.Equal(("device", "n", "42"), (call.DeviceId, call.Nonce, call.Text("number")));
        Assert.True(call.IsSignedBy(KeyOf(_key)));
    }

    [Fact]
    public void Knows_another_key_and_a_changed_number()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var parts = Encoding.ASCII.GetString(Sign(Header, Claims)).Split('.');
        var changed = string.Join('.', parts[0], Part(new Dictionary<string, object>(Claims) { ["number"] = "43" }), parts[2]);

        Assert.False(SignedCall.Parse(Sign(Header, Claims), Audience)!.IsSignedBy(KeyOf(other)));
        Assert.False(SignedCall.Parse(Encoding.ASCII.GetBytes(changed), Audience)!.IsSignedBy(KeyOf(_key)));
    }

    [Fact]
    public void Refuses_what_is_for_another_address_of_another_type_or_without_a_time()
    {
        var withoutTime = Claims.Where(claim => claim.Key != "iat").ToDictionary();

        Assert.Null(SignedCall.Parse(Sign(Header, Claims), Audience + "s"));
        Assert.Null(SignedCall.Parse(Sign(new { alg = "ES256", typ = "JWT", kid = "device" }, Claims), Audience));
        Assert.Null(SignedCall.Parse(Sign(new { alg = "HS256", typ = "authenticator+jws" }, Claims), Audience));
        Assert.Null(SignedCall.Parse(Sign(Header, withoutTime), Audience));
        Assert.Null(SignedCall.Parse([0xFF, (byte)'.', (byte)'.'], Audience));
    }

    [Fact]
    public void Takes_a_new_key_only_if_it_is_a_public_one_of_P_256()
    {
        var point = _key.ExportParameters(includePrivateParameters: true);
        var (x, y, d) = (Base64Url.EncodeToString(point.Q.X), Base64Url.EncodeToString(point.Q.Y), Base64Url.EncodeToString(point.D));

        Assert.NotNull(WithKey(new { kty = "EC", crv = "P-256", x, y }));
        Assert.Null(WithKey(new { kty = "EC", crv = "P-256", x, y, d }));
        Assert.Null(WithKey(new { kty = "EC", crv = "P-384", x, y }));
        Assert.Null(WithKey(new { kty = "EC", crv = "P-256", x = x + "AA", y }));
        Assert.Null(WithKey("key"));
    }

    [Fact]
    public void A_nonce_is_good_for_two_minutes_and_from_this_server()
    {
        var clock = new FixedClock();
        var nonces = new CallNonces(new FakeHashes(), clock);
        var nonce = nonces.Create();
        var forged = nonce[..^1] + (nonce[^1] == 'A' ? 'B' : 'A');

        Assert.True(nonces.IsFresh(nonce));
        Assert.False(nonces.IsFresh(forged));
        Assert.False(nonces.IsFresh(null));
        Assert.False(nonces.IsFresh(""));
        clock.Now += TimeSpan.FromSeconds(121);
        Assert.False(nonces.IsFresh(nonce));
    }

    public void Dispose() => _key.Dispose();

    private JsonWebKey? WithKey(object jwk) => SignedCall.Parse(Sign(new { alg = "ES256", typ = "authenticator+jws", jwk }, Claims), Audience)!.NewKey();

    private byte[] Sign(object header, object claims)
    {
        var input = $"{Part(header)}.{Part(claims)}";
        var signature = _key.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return Encoding.ASCII.GetBytes($"{input}.{Base64Url.EncodeToString(signature)}");
    }

    private static string Part(object json) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(json));

    private static JsonWebKey KeyOf(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return new JsonWebKey { KeyType = "EC", Curve = "P-256", Values = new Dictionary<string, byte[]> { ["x"] = point.X!, ["y"] = point.Y! } };
    }

    private sealed class FakeHashes : IdentityServer.SignIn.Secrets.ISecretProtector
    {
        public string Protect(string purpose, string plaintext) => plaintext;

        public string? Unprotect(string purpose, string protectedText) => protectedText;

        public byte[] Hash(string purpose, ReadOnlySpan<byte> value) => SHA256.HashData(value);
    }
}
