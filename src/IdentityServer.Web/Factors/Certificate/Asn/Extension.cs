using System.Formats.Asn1;

namespace IdentityServer.Web.Factors.Certificate.Asn;

/// <summary>One extension of a list or an answer.</summary>
internal sealed record Extension(string Oid, bool IsCritical, byte[] Value)
{
    /// <summary>Extensions ::= SEQUENCE OF Extension (RFC 5280 §4.1); the same one twice is refused.</summary>
    /// <exception cref="AsnContentException">They are none.</exception>
    public static IReadOnlyList<Extension> ReadAll(AsnReader extensions)
    {
        var found = new List<Extension>();
        while (extensions.HasData)
        {
            var one = extensions.ReadSequence();
            var oid = one.ReadObjectIdentifier();
            var critical = one.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && one.ReadBoolean();
            var value = one.ReadOctetString();
            one.ThrowIfNotEmpty();
            if (found.Any(other => other.Oid == oid)) throw new AsnContentException("An extension is there twice.");
            found.Add(new(oid, critical, value));
        }

        return found;
    }
}
