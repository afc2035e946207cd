using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IdentityServer.Web.Factors.Certificate.Validation;

/// <summary>
/// The names that a certificate can be known by, in the notation of directories ("X509:&lt;SKI&gt;…"), so that administrators can compare them
/// with what theirs shows.
/// </summary>
/// <param name="Thumbprint">Directories call it the hash of the public key; it is the whole certificate's.</param>
/// <param name="PublicKeyHash">The key's own: it stays when a certificate is renewed for the same key.</param>
internal sealed record CertificateIds(
    string IssuerAndSerialNumber, string IssuerAndSubject, string Subject, string Thumbprint, string? SubjectKeyId, string PublicKeyHash)
{
    public static CertificateIds Of(X509Certificate2 certificate)
    {
        var issuer = DistinguishedNames.TextOf(certificate.IssuerName);
        var subject = DistinguishedNames.TextOf(certificate.SubjectName);
        var keyId = certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault()?.SubjectKeyIdentifier;
        return new(
            $"X509:<I>{issuer}<SR>{Convert.ToHexStringLower(certificate.SerialNumberBytes.Span)}",
            $"X509:<I>{issuer}<S>{subject}",
            $"X509:<S>{subject}",
            $"X509:<SHA1-PUKEY>{certificate.Thumbprint}",
            keyId is null ? null : $"X509:<SKI>{keyId}",
            Convert.ToHexString(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo())));
    }

    public static string PrincipalName(string name) => $"X509:<PN>{name}";
}
