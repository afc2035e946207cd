using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IdentityServer.Web.Factors.Certificate.Asn;
using IdentityServer.Web.Factors.Certificate.Validation;

namespace IdentityServer.Web.Factors.Certificate.Revocation;

/// <summary>Whether a revocation list may be believed, and is about the certificate (RFC 5280 §6.3.3).</summary>
internal static class RevocationListChecks
{
    private const string DistributionPoints = "2.5.29.31";

    /// <summary>Clocks of two machines differ a little.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>Null: it is the authority's own, and of today; otherwise what is wrong with it.</summary>
    public static string? ProblemOf(RevocationList list, X509Certificate2 authority, DateTime nowUtc)
    {
        if (!list.Issuer.Span.SequenceEqual(authority.SubjectName.RawData)) return "it is another authority's list";
        if (list.AuthorityKeyId is { } key && KeyIdOf(authority) is { } own && key != own) return "it is signed with another key";
        if (!CertificateChecks.MaySignRevocationLists(authority)) return "the authority may not sign lists";
        if (!list.Structure.IsSignedBy(authority)) return "its signature is wrong";
        if (list.ThisUpdateUtc > nowUtc + Skew) return "it is of the future";
        return list.NextUpdateUtc <= nowUtc ? $"it was to be replaced at {list.NextUpdateUtc:u}" : null;
    }

    /// <summary>A list for some certificates says nothing about the others, nor about those that can't be read.</summary>
    public static bool IsAbout(RevocationList list, X509Certificate2 certificate)
    {
        try
        {
            var isAuthority = certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(constraints => constraints.CertificateAuthority);
            if (isAuthority ? list.Scope.OnlyUsers : list.Scope.OnlyAuthorities) return false;

            return list.Scope.PointNames is not { } points || PointsOf(certificate).Intersect(points, StringComparer.Ordinal).Any();
        }
        catch (Exception fault) when (fault is AsnContentException or CryptographicException)
        {
            return false;
        }
    }

    private static string? KeyIdOf(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault()?.SubjectKeyIdentifier;

    /// <summary>CRLDistributionPoints ::= SEQUENCE OF { distributionPoint [0] { fullName [0] GeneralNames }, … } (RFC 5280 §4.2.1.13).</summary>
    private static List<string> PointsOf(X509Certificate2 certificate)
    {
        var addresses = new List<string>();
        if (certificate.Extensions[DistributionPoints] is not { } extension) return addresses;

        var (first, uri) = (new Asn1Tag(TagClass.ContextSpecific, 0), new Asn1Tag(TagClass.ContextSpecific, 6));
        var points = new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadSequence();
        while (points.HasData)
        {
            var point = points.ReadSequence();
            if (!point.IsTagged(0) || point.ReadSequence(first) is not { } name || !name.IsTagged(0)) continue;

            var names = name.ReadSequence(first);
            while (names.HasData)
            {
                if (names.IsTagged(6)) addresses.Add(names.ReadCharacterString(UniversalTagNumber.IA5String, uri));
                else names.ReadEncodedValue();
            }
        }

        return addresses;
    }
}
