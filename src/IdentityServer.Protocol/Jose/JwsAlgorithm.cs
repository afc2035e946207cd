using System.Security.Cryptography;

namespace IdentityServer.Protocol.Jose;

/// <summary>How a signature algorithm of RFC 7518 §3 works.</summary>
public enum JwsFamily
{
    Hmac,
    RsaPkcs1,
    RsaPss,
    Ecdsa,
}

/// <summary>The signature algorithms that are understood. "none" is not among them, whatever a header says.</summary>
public sealed record JwsAlgorithm(string Name, JwsFamily Family, HashAlgorithmName Hash, string? Curve = null)
{
    private static readonly Dictionary<string, JwsAlgorithm> Known = new JwsAlgorithm[]
    {
        new("ES256", JwsFamily.Ecdsa, HashAlgorithmName.SHA256, "P-256"),
        new("ES384", JwsFamily.Ecdsa, HashAlgorithmName.SHA384, "P-384"),
        new("ES512", JwsFamily.Ecdsa, HashAlgorithmName.SHA512, "P-521"),
        new("RS256", JwsFamily.RsaPkcs1, HashAlgorithmName.SHA256),
        new("RS384", JwsFamily.RsaPkcs1, HashAlgorithmName.SHA384),
        new("RS512", JwsFamily.RsaPkcs1, HashAlgorithmName.SHA512),
        new("PS256", JwsFamily.RsaPss, HashAlgorithmName.SHA256),
        new("PS384", JwsFamily.RsaPss, HashAlgorithmName.SHA384),
        new("PS512", JwsFamily.RsaPss, HashAlgorithmName.SHA512),
        new("HS256", JwsFamily.Hmac, HashAlgorithmName.SHA256),
        new("HS384", JwsFamily.Hmac, HashAlgorithmName.SHA384),
        new("HS512", JwsFamily.Hmac, HashAlgorithmName.SHA512),
    }.ToDictionary(algorithm => algorithm.Name, StringComparer.Ordinal);

    /// <summary>RFC 7518 §3.1 names, compared exactly; null if not understood.</summary>
    public static JwsAlgorithm? Find(string? name) => name is null ? null : Known.GetValueOrDefault(name);

    internal RSASignaturePadding Padding => Family == JwsFamily.RsaPss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
}
