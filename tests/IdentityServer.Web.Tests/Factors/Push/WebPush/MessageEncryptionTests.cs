using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IdentityServer.Web.Factors.Push.WebPush;
using Xunit;

namespace IdentityServer.Web.Tests.Factors.Push.WebPush;

/// <summary>RFC 8291 §5 and Appendix A, byte for byte.</summary>
public sealed class MessageEncryptionTests
{
    private static readonly JsonElement Vector =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(SourceTree.Vectors, "webpush.json"))).RootElement.GetProperty("rfc8291_5_and_A");

    [Fact]
    public void Gives_the_body_of_the_RFC()
    {
        using var sender = ECDiffieHellman.Create(SenderKey());

        var body = MessageEncryption.Encrypt(Encoding.ASCII.GetBytes(Vector.GetProperty("plaintext").GetString()!), Bytes("ua_public"), Bytes("auth_secret"), sender, Bytes("salt"));

        Assert.Equal(Vector.GetProperty("body").GetString(), Base64Url.EncodeToString(body));
    }

    [Fact]
    public void Uses_a_key_and_a_salt_of_its_own_for_each_message()
    {
        var one = MessageEncryption.Encrypt("the same"u8, Bytes("ua_public"), Bytes("auth_secret"));
        var other = MessageEncryption.Encrypt("the same"u8, Bytes("ua_public"), Bytes("auth_secret"));

        Assert.NotEqual(one[..16], other[..16]);
        Assert.NotEqual(one[21..86], other[21..86]);
    }

    [Fact]
    public void Refuses_a_message_that_no_push_service_takes() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => MessageEncryption.Encrypt(new byte[MessageEncryption.LongestPlaintext + 1], Bytes("ua_public"), Bytes("auth_secret")));

    [Fact]
    public void Knows_a_point_of_the_curve_from_any_other_bytes()
    {
        var point = Bytes("ua_public");
        var elsewhere = point.ToArray();
        elsewhere[^1] ^= 1;

        Assert.True(P256.IsPoint(point));
        Assert.False(P256.IsPoint(elsewhere));
        Assert.False(P256.IsPoint(point.AsSpan(1)));
    }

    private static ECParameters SenderKey()
    {
        var parameters = P256.PublicParameters(Bytes("as_public"));
        parameters.D = Bytes("as_private");
        return parameters;
    }

    private static byte[] Bytes(string name) => Base64Url.DecodeFromChars(Vector.GetProperty(name).GetString()!);
}
