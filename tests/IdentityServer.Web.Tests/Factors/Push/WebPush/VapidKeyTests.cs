using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IdentityServer.Protocol.Jose;
using IdentityServer.Web.Factors.Push.WebPush;
using Xunit;

namespace IdentityServer.Web.Tests.Factors.Push.WebPush;

public sealed class VapidKeyTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Signs_the_audience_the_expiry_and_the_contact_with_the_key_that_it_names()
    {
        using var vapid = new VapidKey(new HashingSecrets(1));

        var parts = vapid.Authorization(new Uri("https://push.example/send/abc?x=1"), "mailto:ops@example.org", Now)["vapid ".Length..].Split(", ");
        var jws = CompactJws.Parse(parts[0]["t=".Length..])!;

        Assert.Equal("k=" + vapid.PublicKey, parts[1]);
        Assert.True(jws.IsSignedBy(KeyOf(vapid), "ES256"));
        var claims = JsonDocument.Parse(jws.Payload).RootElement;
        Assert.Equal("https://push.example", claims.GetProperty("aud").GetString());
        Assert.Equal("mailto:ops@example.org", claims.GetProperty("sub").GetString());
        Assert.Equal(Now.AddHours(12).ToUnixTimeSeconds(), claims.GetProperty("exp").GetInt64());
    }

    [Fact]
    public void Every_node_with_the_same_master_key_has_the_same_key()
    {
        using var one = new VapidKey(new HashingSecrets(1));
        using var same = new VapidKey(new HashingSecrets(1));
        using var other = new VapidKey(new HashingSecrets(2));

        Assert.Equal(one.PublicKey, same.PublicKey);
        Assert.NotEqual(one.PublicKey, other.PublicKey);
    }

    private static JsonWebKey KeyOf(VapidKey vapid)
    {
        Assert.True(Base64UrlText.TryDecode(vapid.PublicKey, out var point));
        return new JsonWebKey { KeyType = "EC", Curve = "P-256", Values = new Dictionary<string, byte[]> { ["x"] = point[1..33], ["y"] = point[33..] } };
    }

    private sealed class HashingSecrets(byte master) : IdentityServer.SignIn.Secrets.ISecretProtector
    {
        public string Protect(string purpose, string plaintext) => plaintext;

        public string? Unprotect(string purpose, string protectedText) => protectedText;

        public byte[] Hash(string purpose, ReadOnlySpan<byte> value) => HMACSHA256.HashData([master], [.. Encoding.UTF8.GetBytes(purpose), .. value]);
    }
}
