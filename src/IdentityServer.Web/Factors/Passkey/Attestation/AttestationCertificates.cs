using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace IdentityServer.Web.Factors.Passkey.Attestation;

/// <summary>Questions that several formats put to a certificate.</summary>
internal static class AttestationCertificates
{
    /// <summary>id-fido-gen-ce-aaguid.</summary>
    private const string AaguidExtension = "1.3.6.1.4.1.45724.1.1.4";

    public static X509Certificate2 Load(byte[] der) => X509CertificateLoader.LoadCertificate(der);

    public static bool IsAuthority(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509BasicConstraintsExtension>().FirstOrDefault() is { CertificateAuthority: true };

    /// <summary>One part of the subject, by its OID; null where there is none.</summary>
    public static string? SubjectPart(X509Certificate2 certificate, string oid) => certificate.SubjectName.EnumerateRelativeDistinguishedNames()
        .Where(part => !part.HasMultipleElements && part.GetSingleElementType().Value == oid)
        .Select(part => part.GetSingleElementValue())
        .FirstOrDefault();

    /// <summary>The content of an extension; null where there is none.</summary>
    public static X509Extension? Extension(X509Certificate2 certificate, string oid) => certificate.Extensions.FirstOrDefault(extension => extension.Oid?.Value == oid);

    /// <summary>WebAuthn §8.2.1: a certificate that is made for one model says so, and must not be used for another. Null: it fits, or says nothing.</summary>
    public static string? AaguidProblem(X509Certificate2 certificate, Guid aaguid)
    {
        if (Extension(certificate, AaguidExtension) is not { } extension) return null;
        if (extension.Critical) return "The certificate's AAGUID must not be critical.";

        var named = AsnDecoder.ReadOctetString(extension.RawData, AsnEncodingRules.DER, out var read);
        if (read != extension.RawData.Length || named.Length != 16) return "The certificate's AAGUID can't be read.";
        return new Guid(named, bigEndian: true) == aaguid ? null : "The certificate is made for another AAGUID.";
    }
}
