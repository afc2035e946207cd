using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace IdentityServer.Web.Factors.Certificate.Validation;

/// <summary>Names of subjects and issuers as directories write them in certificate ids: in the certificate's own order, joined by commas.</summary>
internal static class DistinguishedNames
{
    private static readonly Dictionary<string, string> ShortNames = new(StringComparer.Ordinal)
    {
        ["2.5.4.3"] = "CN",
        ["2.5.4.4"] = "SN",
        ["2.5.4.5"] = "SERIALNUMBER",
        ["2.5.4.6"] = "C",
        ["2.5.4.7"] = "L",
        ["2.5.4.8"] = "S",
        ["2.5.4.9"] = "STREET",
        ["2.5.4.10"] = "O",
        ["2.5.4.11"] = "OU",
        ["2.5.4.12"] = "T",
        ["2.5.4.42"] = "G",
        ["2.5.4.43"] = "I",
        ["0.9.2342.19200300.100.1.1"] = "UID",
        ["0.9.2342.19200300.100.1.25"] = "DC",
        ["1.2.840.113549.1.9.1"] = "E",
    };

    public static string TextOf(X500DistinguishedName name) =>
        string.Join(',', name.EnumerateRelativeDistinguishedNames(reversed: false).Select(TextOf));

    /// <summary>The common name, or else the whole name: what a person recognises their certificate by.</summary>
    public static string LabelOf(X500DistinguishedName name) =>
        name.EnumerateRelativeDistinguishedNames(reversed: false)
            .Where(part => !part.HasMultipleElements && part.GetSingleElementType().Value == "2.5.4.3").Select(ValueOf).FirstOrDefault()
        ?? TextOf(name);

    private static string TextOf(X500RelativeDistinguishedName part)
    {
        if (part.HasMultipleElements) return "#" + Convert.ToHexString(part.RawData.Span);

        var oid = part.GetSingleElementType().Value!;
        return $"{ShortNames.GetValueOrDefault(oid, "OID." + oid)}={ValueOf(part)}";
    }

    private static string ValueOf(X500RelativeDistinguishedName part)
    {
        try
        {
            return part.GetSingleElementValue() ?? "";
        }
        catch (Exception fault) when (fault is System.Security.Cryptography.CryptographicException or AsnContentException)
        {
            return "#" + Convert.ToHexString(part.RawData.Span);
        }
    }
}
