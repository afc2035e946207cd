using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IdentityServer.Protocol.Jose;
using IdentityServer.SignIn.Secrets;

namespace IdentityServer.Web.Factors.Push.WebPush;

/// <summary>
/// The key pair by which push services know this server (RFC 8292). It is derived from the master key, so that all nodes have the same one
/// from the first start on and no table holds it; with another master key browsers have to subscribe anew.
/// </summary>
internal sealed class VapidKey : IDisposable
{
    /// <summary>RFC 8292 §2: at most 24 hours.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    // The order of the group, SEC 2 §2.4.2.
    private static readonly BigInteger Order = BigInteger.Parse(
        "0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);

    private readonly ECDsa _key;

    public VapidKey(ISecretProtector secrets)
    {
        _key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = Derive(secrets) });
        PublicKey = Base64UrlText.Encode(P256.PointOf(_key.ExportParameters(includePrivateParameters: false).Q));
    }

    /// <summary>What a browser subscribes with: the uncompressed point, base64url.</summary>
    public string PublicKey { get; }

    /// <summary>The Authorization header for a push service (RFC 8292 §3).</summary>
    public string Authorization(Uri endpoint, string contact, DateTimeOffset now)
    {
        var header = """{"typ":"JWT","alg":"ES256"}"""u8;
        var claims = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
        {
            ["aud"] = endpoint.GetLeftPart(UriPartial.Authority),
            ["exp"] = (now + Lifetime).ToUnixTimeSeconds(),
            ["sub"] = contact,
        });
        var input = $"{Base64UrlText.Encode(header)}.{Base64UrlText.Encode(claims)}";
        var signature = _key.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return $"vapid t={input}.{Base64UrlText.Encode(signature)}, k={PublicKey}";
    }

    public void Dispose() => _key.Dispose();

    /// <summary>The first of the derived values that is a private key: nearly always the very first.</summary>
    private static byte[] Derive(ISecretProtector secrets)
    {
        for (byte number = 0; ; number++)
        {
            var scalar = secrets.Hash("web-push:vapid", [number]);
            var value = new BigInteger(scalar, isUnsigned: true, isBigEndian: true);
            if (!value.IsZero && value < Order) return scalar;
        }
    }
}
