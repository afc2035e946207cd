using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IdentityServer.Web.Factors.Passkey.Attestation;

/// <summary>Keys in a TPM 2.0, which signs a statement about them with its identity key (WebAuthn §8.3).</summary>
internal sealed class TpmFormat : IAttestationFormat
{
    private const string AlternativeName = "2.5.29.17", IdentityKeyUsage = "2.23.133.8.3";

    // TCG EK credential profile §3.2.9: manufacturer, model and version.
    private static readonly string[] DeviceAttributes = ["2.23.133.2.1", "2.23.133.2.2", "2.23.133.2.3"];

    public string Name => "tpm";

    public AttestationOutcome Verify(AttestationInput input)
    {
        var statement = input.Statement;
        if (statement.Text("ver") != "2.0") return new AttestationOutcome.Refused("The statement is not of version 2.0.");
        if (statement is not { Algorithm: { } algorithm, Signature: { } signature, Certificates: { Count: > 0 } certificates }
            || statement.Bytes("certInfo") is not { } certInfo || statement.Bytes("pubArea") is not { } pubArea)
            return new AttestationOutcome.Refused("The statement lacks a member.");

        if (!TpmPublicArea.Parse(pubArea).Holds(input.Key)) return new AttestationOutcome.Refused("The statement is about another key.");
        if (ProblemOf(TpmCertification.Parse(certInfo), pubArea, input.SignedBytes, algorithm) is { } wrong) return new AttestationOutcome.Refused(wrong);

        using var identity = AttestationCertificates.Load(certificates[0]);
        if (!CoseAlgorithms.Verify(identity, algorithm, certInfo, signature)) return new AttestationOutcome.Refused("The statement's signature is wrong.");
        if (ProblemOf(identity) is { } problem) return new AttestationOutcome.Refused(problem);
        if (AttestationCertificates.AaguidProblem(identity, input.Credential.Aaguid) is { } wrongModel) return new AttestationOutcome.Refused(wrongModel);
        return new AttestationOutcome.Certified(certificates);
    }

    private static string? ProblemOf(TpmCertification certification, byte[] pubArea, byte[] signedBytes, long algorithm)
    {
        if (CoseAlgorithms.HashOf(algorithm) is not { } hash) return "The statement's algorithm is not supported.";
        if (!CryptographicOperations.FixedTimeEquals(certification.ExtraData, CryptographicOperations.HashData(hash, signedBytes)))
            return "The statement was made for another ceremony.";
        return CryptographicOperations.FixedTimeEquals(certification.AttestedName, TpmPublicArea.NameOf(pubArea)) ? null : "The statement names another key.";
    }

    /// <summary>§8.3.1: what the identity key's certificate has to look like.</summary>
    private static string? ProblemOf(X509Certificate2 identity)
    {
        if (identity.Version != 3) return "The certificate is not of version 3.";
        if (identity.SubjectName.EnumerateRelativeDistinguishedNames().Any()) return "The certificate's subject has to be empty.";
        if (AttestationCertificates.IsAuthority(identity)) return "The certificate is an authority's.";
        if (!NamesDevice(identity)) return "The certificate names no TPM.";
        return identity.Extensions.OfType<X509EnhancedKeyUsageExtension>().SelectMany(usage => usage.EnhancedKeyUsages.Cast<Oid>()).Any(usage => usage.Value == IdentityKeyUsage)
            ? null
            : "The certificate is not for a TPM's identity key.";
    }

    private static bool NamesDevice(X509Certificate2 identity)
    {
        if (AttestationCertificates.Extension(identity, AlternativeName) is not { } extension) return false;

        var names = new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadSequence();
        var directoryName = new Asn1Tag(TagClass.ContextSpecific, 4);
        var found = new HashSet<string>();
        while (names.HasData)
        {
            if (!names.PeekTag().HasSameClassAndValue(directoryName))
            {
                names.ReadEncodedValue();
                continue;
            }

            var parts = names.ReadSequence(directoryName).ReadSequence();
            while (parts.HasData)
            {
                var attributes = parts.ReadSetOf();
                while (attributes.HasData) found.Add(attributes.ReadSequence().ReadObjectIdentifier());
            }
        }

        return DeviceAttributes.All(found.Contains);
    }
}
