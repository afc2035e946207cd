using System.Formats.Asn1;
using System.Numerics;
using IdentityServer.Web.Factors.Certificate.Asn;

namespace IdentityServer.Web.Factors.Certificate.Revocation;

/// <summary>Reads certificate revocation lists, and refuses those that say something it doesn't understand.</summary>
internal static class RevocationListReader
{
    private const string CrlNumber = "2.5.29.20";
    private const string DeltaIndicator = "2.5.29.27";
    private const string IssuingDistributionPoint = "2.5.29.28";
    private const string AuthorityKeyIdentifier = "2.5.29.35";

    /// <summary>DER, or the same in PEM.</summary>
    /// <exception cref="AsnContentException">It can't be read, or may not be used as a complete list.</exception>
    public static RevocationList Read(byte[] content)
    {
        var structure = SignedStructure.Read(Unwrap(content));
        var list = new AsnReader(structure.Signed, AsnEncodingRules.DER).ReadSequence();
        if (list.PeekTag().HasSameClassAndValue(Asn1Tag.Integer)) list.ReadInteger();
        if (!list.ReadEncodedValue().Span.SequenceEqual(structure.Algorithm.Span)) throw new AsnContentException("The two signature algorithms differ.");

        var read = new RevocationList
        {
            Structure = structure,
            Issuer = list.ReadEncodedValue(),
            ThisUpdateUtc = list.ReadTime(),
            // RFC 5280 §5.1.2.5: it has to be there; a list without an end would be believed for ever.
            NextUpdateUtc = list.IsTime() ? list.ReadTime() : throw new AsnContentException("The list has no next update."),
            SerialNumbers = list.HasData && list.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence) ? ReadEntries(list.ReadSequence()) : new HashSet<string>(),
        };
        return list.IsTagged(0) ? ReadExtensions(read, list.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0)).ReadSequence()) : read;
    }

    private static HashSet<string> ReadEntries(AsnReader entries)
    {
        var serialNumbers = new HashSet<string>(StringComparer.Ordinal);
        while (entries.HasData)
        {
            var entry = entries.ReadSequence();
            serialNumbers.Add(Convert.ToHexString(entry.ReadIntegerBytes().Span));
            entry.ReadTime();
            // RFC 5280 §5.3: a critical one may say that the entry is about another authority's certificate.
            if (entry.HasData && Extension.ReadAll(entry.ReadSequence()).Any(extension => extension.IsCritical)) throw new AsnContentException("An entry has a critical extension.");
        }

        return serialNumbers;
    }

    private static RevocationList ReadExtensions(RevocationList list, AsnReader extensions)
    {
        foreach (var extension in Extension.ReadAll(extensions))
        {
            var value = new AsnReader(extension.Value, AsnEncodingRules.DER);
            list = extension.Oid switch
            {
                CrlNumber => list with { Number = ReadNumber(value) },
                AuthorityKeyIdentifier => list with { AuthorityKeyId = ReadKeyId(value.ReadSequence()) },
                IssuingDistributionPoint => list with { Scope = ReadScope(value.ReadSequence()) },
                DeltaIndicator => throw new AsnContentException("This is a delta list."),
                _ when extension.IsCritical => throw new AsnContentException($"The critical extension {extension.Oid} is not known."),
                _ => list,
            };
        }

        return list;
    }

    // RFC 5280 §5.2.3: 20 octets at most.
    private static BigInteger ReadNumber(AsnReader value) =>
        value.ReadInteger() is var number && number.Sign >= 0 && number.GetByteCount() <= 20 ? number : throw new AsnContentException("The list's number is out of range.");

    private static string? ReadKeyId(AsnReader value) =>
        value.IsTagged(0) ? Convert.ToHexString(value.ReadOctetString(new Asn1Tag(TagClass.ContextSpecific, 0))) : null;

    private static ListScope ReadScope(AsnReader value)
    {
        IReadOnlyList<string>? points = null;
        if (value.IsTagged(0)) points = ReadPoint(value.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0)));
        var onlyUsers = ReadFlag(value, 1);
        var onlyAuthorities = ReadFlag(value, 2);
        if (value.IsTagged(3)) throw new AsnContentException("The list is about some reasons only.");
        if (ReadFlag(value, 4)) throw new AsnContentException("The list is an indirect one.");
        if (ReadFlag(value, 5)) throw new AsnContentException("The list is about attribute certificates.");
        return new(onlyUsers, onlyAuthorities, points);
    }

    private static bool ReadFlag(AsnReader value, int tag) => value.IsTagged(tag) && value.ReadBoolean(new Asn1Tag(TagClass.ContextSpecific, tag));

    /// <summary>DistributionPointName ::= CHOICE { fullName [0] GeneralNames, nameRelativeToCRLIssuer [1] … }; only addresses can be compared.</summary>
    private static List<string> ReadPoint(AsnReader name)
    {
        const int UniformResourceIdentifier = 6;
        var addresses = new List<string>();
        if (!name.IsTagged(0)) return addresses;

        var names = name.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0));
        while (names.HasData)
        {
            if (names.IsTagged(UniformResourceIdentifier)) addresses.Add(names.ReadCharacterString(UniversalTagNumber.IA5String, new Asn1Tag(TagClass.ContextSpecific, UniformResourceIdentifier)));
            else names.ReadEncodedValue();
        }

        return addresses;
    }

    private static byte[] Unwrap(byte[] content)
    {
        if (content is [0x30, ..]) return content;

        var text = System.Text.Encoding.ASCII.GetString(content);
        return System.Security.Cryptography.PemEncoding.TryFind(text, out var fields) && text[fields.Label] == "X509 CRL"
            ? Convert.FromBase64String(text[fields.Base64Data])
            : throw new AsnContentException("This is no revocation list.");
    }
}
