using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using IdentityServer.Web.Factors.Certificate.Asn;

namespace IdentityServer.Web.Factors.Certificate.Validation;

/// <summary>What a certificate says of its holder, read from its extensions (RFC 5280 §4.2).</summary>
/// <param name="PrincipalNames">User principal names in the subject's alternative names, each once.</param>
/// <param name="Emails">Its mail addresses, each once.</param>
/// <param name="SubjectKeyId">Hexadecimal, upper case; null where the certificate has none.</param>
/// <param name="Policies">Object identifiers of the policies that it was issued under.</param>
internal sealed record CertificateNames(
    IReadOnlyList<string> PrincipalNames, IReadOnlyList<string> Emails, string? SubjectKeyId, IReadOnlyList<string> Policies)
{
    private const string AlternativeName = "2.5.29.17";
    private const string PolicyExtension = "2.5.29.32";
    private const string PrincipalName = "1.3.6.1.4.1.311.20.2.3";

    private const int OtherName = 0;
    private const int Rfc822Name = 1;

    /// <exception cref="AsnContentException">An extension can't be read.</exception>
    public static CertificateNames Read(X509Certificate2 certificate)
    {
        var (principals, emails) = (new List<string>(), new List<string>());
        if (certificate.Extensions[AlternativeName] is { } names) ReadNames(names.RawData, principals, emails);
        return new(
            [.. principals.Distinct(StringComparer.OrdinalIgnoreCase)],
            [.. emails.Distinct(StringComparer.OrdinalIgnoreCase)],
            certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault()?.SubjectKeyIdentifier,
            ReadPolicies(certificate));
    }

    public static IReadOnlyList<string> ReadPolicies(X509Certificate2 certificate)
    {
        if (certificate.Extensions[PolicyExtension] is not { } extension) return [];

        var policies = new List<string>();
        var reader = new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadSequence();
        while (reader.HasData) policies.Add(reader.ReadSequence().ReadObjectIdentifier());
        return policies;
    }

    private static void ReadNames(byte[] extension, List<string> principals, List<string> emails)
    {
        var names = new AsnReader(extension, AsnEncodingRules.DER).ReadSequence();
        while (names.HasData)
        {
            if (names.IsTagged(OtherName)) ReadOtherName(names.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, OtherName)), principals);
            else if (names.IsTagged(Rfc822Name)) emails.Add(names.ReadCharacterString(UniversalTagNumber.IA5String, new Asn1Tag(TagClass.ContextSpecific, Rfc822Name)));
            else names.ReadEncodedValue();
        }
    }

    private static void ReadOtherName(AsnReader name, List<string> principals)
    {
        if (name.ReadObjectIdentifier() != PrincipalName) return;

        var value = name.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0));
        principals.Add(value.ReadCharacterString(UniversalTagNumber.UTF8String));
    }
}
