using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IdentityServer.Web.Factors.Certificate.Asn;

namespace IdentityServer.Web.Factors.Certificate.Validation;

/// <summary>What can be told from one certificate alone.</summary>
internal static class CertificateChecks
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private const string SmartCardLogon = "1.3.6.1.4.1.311.20.2.2";
    private const string AnyUsage = "2.5.29.37.0";

    private static readonly string[] Curves = ["1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35"];

    /// <summary>It says itself that it is meant for signing in; saying nothing is not enough.</summary>
    public static bool IsForSigningIn(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault() is { } usage
        && UsagesOf(usage).Any(oid => oid is ClientAuthentication or SmartCardLogon)
        && (KeyUsageOf(certificate) is not { } key || key.HasFlag(X509KeyUsageFlags.DigitalSignature));

    /// <summary>An authority that names usages has to name one of these (RFC 5280 §4.2.1.12 as everybody applies it to authorities).</summary>
    public static bool MayIssueForSigningIn(X509Certificate2 authority) =>
        authority.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault() is not { } usage
        || UsagesOf(usage).Any(oid => oid is ClientAuthentication or SmartCardLogon or AnyUsage);

    /// <summary>RSA of 2048 bits or more, or one of the curves P-256, P-384, P-521.</summary>
    public static bool HasStrongKey(X509Certificate2 certificate)
    {
        try
        {
            using var rsa = certificate.GetRSAPublicKey();
            if (rsa is not null) return rsa.KeySize is >= 2048 and <= 16384;

            using var curve = certificate.GetECDsaPublicKey();
            return curve is not null && Curves.Contains(curve.ExportParameters(false).Curve.Oid.Value);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>The certificate's signature, by an algorithm that still holds, is the issuer's.</summary>
    public static bool IsSignedBy(X509Certificate2 certificate, X509Certificate2 issuer) => SignedStructure.Read(certificate.RawDataMemory).IsSignedBy(issuer);

    public static bool HasStrongSignature(X509Certificate2 certificate) => SignedStructure.Read(certificate.RawDataMemory).IsStrong;

    public static bool MaySignRevocationLists(X509Certificate2 authority) =>
        KeyUsageOf(authority) is not { } usage || usage.HasFlag(X509KeyUsageFlags.CrlSign);

    private static X509KeyUsageFlags? KeyUsageOf(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault()?.KeyUsages;

    private static IEnumerable<string?> UsagesOf(X509EnhancedKeyUsageExtension extension)
    {
        foreach (var oid in extension.EnhancedKeyUsages) yield return oid.Value;
    }
}
