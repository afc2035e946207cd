using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using IdentityServer.Web.Factors.Certificate.Asn;

namespace IdentityServer.Web.Factors.Certificate.Revocation;

/// <summary>A responder's answer as it was read (RFC 6960 §4.2). Whether it may be believed is <see cref="OcspChecks"/>' business.</summary>
internal sealed record OcspResponse
{
    private const string BasicResponse = "1.3.6.1.5.5.7.48.1.1";

    public required SignedStructure Structure { get; init; }

    /// <summary>The responder's name, DER; or null.</summary>
    public ReadOnlyMemory<byte>? ResponderName { get; init; }

    /// <summary>SHA-1 of the responder's key; or null.</summary>
    public byte[]? ResponderKeyHash { get; init; }

    public required DateTime ProducedUtc { get; init; }

    public required IReadOnlyList<SingleAnswer> Answers { get; init; }

    public byte[]? Nonce { get; init; }

    /// <exception cref="AsnContentException">It can't be read, or says that there is no answer.</exception>
    public static OcspResponse Read(byte[] content)
    {
        var response = new AsnReader(content, AsnEncodingRules.DER).ReadSequence();
        var status = response.ReadEnumeratedBytes().Span;
        if (status is not [0]) throw new AsnContentException($"The responder gave no answer (status {Convert.ToHexString(status)}).");

        var bytes = response.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0)).ReadSequence();
        if (bytes.ReadObjectIdentifier() != BasicResponse) throw new AsnContentException("The answer is of an unknown kind.");
        return ReadData(SignedStructure.Read(bytes.ReadOctetString()));
    }

    /// <summary>Certificates that came along: the responder's own, if the authority lets somebody else answer.</summary>
    public IReadOnlyList<X509Certificate2> ReadCertificates()
    {
        var found = new List<X509Certificate2>();
        if (Structure.Rest.IsEmpty) return found;

        var certificates = new AsnReader(Structure.Rest, AsnEncodingRules.DER).ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0)).ReadSequence();
        while (certificates.HasData && found.Count < 10) found.Add(X509CertificateLoader.LoadCertificate(certificates.ReadEncodedValue().Span));
        return found;
    }

    private static OcspResponse ReadData(SignedStructure structure)
    {
        var data = new AsnReader(structure.Signed, AsnEncodingRules.DER).ReadSequence();
        if (data.IsTagged(0)) data.ReadEncodedValue();

        ReadOnlyMemory<byte>? name = null;
        byte[]? key = null;
        if (data.IsTagged(1)) name = data.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 1)).ReadEncodedValue();
        else key = data.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 2)).ReadOctetString();

        var produced = data.ReadGeneralizedTime().UtcDateTime;
        var answers = new List<SingleAnswer>();
        var list = data.ReadSequence();
        while (list.HasData) answers.Add(SingleAnswer.Read(list.ReadSequence()));

        var extensions = data.IsTagged(1) ? Extension.ReadAll(data.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 1)).ReadSequence()) : [];
        if (extensions.Any(extension => extension.IsCritical && extension.Oid != OcspRequest.NonceExtension)) throw new AsnContentException("The answer has an unknown critical extension.");

        var nonce = extensions.FirstOrDefault(extension => extension.Oid == OcspRequest.NonceExtension);
        return new()
        {
            Structure = structure,
            ResponderName = name,
            ResponderKeyHash = key,
            ProducedUtc = produced,
            Answers = answers,
            Nonce = nonce is null ? null : new AsnReader(nonce.Value, AsnEncodingRules.DER).ReadOctetString(),
        };
    }
}

/// <summary>What is said about one certificate.</summary>
internal sealed record SingleAnswer(
    string HashAlgorithm, byte[] IssuerNameHash, byte[] IssuerKeyHash, ReadOnlyMemory<byte> SerialNumber, OcspStatus Status, DateTime ThisUpdateUtc, DateTime? NextUpdateUtc)
{
    public static SingleAnswer Read(AsnReader single)
    {
        var id = single.ReadSequence();
        var hash = id.ReadSequence().ReadObjectIdentifier();
        var (nameHash, keyHash, serialNumber) = (id.ReadOctetString(), id.ReadOctetString(), id.ReadIntegerBytes());
        var status = single.PeekTag() is { TagClass: TagClass.ContextSpecific, TagValue: >= 0 and <= 2 } tag ? (OcspStatus)tag.TagValue : throw new AsnContentException("The answer's status is unknown.");
        single.ReadEncodedValue();
        var thisUpdate = single.ReadGeneralizedTime().UtcDateTime;
        DateTime? nextUpdate = single.IsTagged(0) ? single.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0)).ReadGeneralizedTime().UtcDateTime : null;
        if (single.IsTagged(1) && Extension.ReadAll(single.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 1)).ReadSequence()).Any(extension => extension.IsCritical))
            throw new AsnContentException("The answer has an unknown critical extension.");
        return new(hash, nameHash, keyHash, serialNumber, status, thisUpdate, nextUpdate);
    }

    public bool IsFor(OcspRequest request) =>
        HashAlgorithm == OcspRequest.Sha1 && IssuerNameHash.AsSpan().SequenceEqual(request.IssuerNameHash)
        && IssuerKeyHash.AsSpan().SequenceEqual(request.IssuerKeyHash) && SerialNumber.Span.SequenceEqual(request.SerialNumber.Span);
}

/// <summary>The tags of CertStatus.</summary>
internal enum OcspStatus
{
    Good = 0,
    Revoked = 1,
    Unknown = 2,
}
