using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IdentityServer.Web.Bootstrap.Fields;
using IdentityServer.Web.Bootstrap.Json;

namespace IdentityServer.Web.Bootstrap.Entries;

/// <summary>One of "trustedAuthorities".</summary>
internal sealed record AuthorityEntry(Given<string> Organization, string Certificate, string? Crl, string Mapping, Func<string, Place> At)
{
    internal static AuthorityEntry? Read(JsonPart part, Problems problems)
    {
        if (FieldReader.Open(part, problems) is not { } fields) return null;

        var organization = fields.Take("organization", new TextForm(Rules.Slug), required: true);
        var certificate = fields.Take("certificate", new TextForm(Authority), required: true);
        var crl = fields.Take("crl", new TextForm(Rules.Line(2000)));
        var mapping = fields.Take("mapping", new TextForm(Rules.OneOf("mapping", Mappings)));
        fields.Close();
        return organization is not null && certificate is not null
            ? new(organization, certificate.Value, crl?.Value, mapping?.Value ?? Mappings[0], fields.At)
            : null;
    }

    /// <summary>The same for every way to write one certificate.</summary>
    internal static string Thumbprint(string pem)
    {
        using var certificate = X509Certificate2.CreateFromPem(pem);
        return certificate.GetCertHashString(HashAlgorithmName.SHA256);
    }

    private static IReadOnlyList<string> Mappings { get; } =
        ["principalName", "email", "subjectKeyIdentifier", "issuerAndSerialNumber", "publicKeyHash"];

    private static string? Authority(ref string text)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(text);
            text = certificate.ExportCertificatePem();
            return certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(constraints => constraints.CertificateAuthority)
                ? null
                : "this certificate is not an authority's (its basic constraints do not say CA)";
        }
        catch (CryptographicException)
        {
            return "this is not a certificate in PEM";
        }
    }
}
