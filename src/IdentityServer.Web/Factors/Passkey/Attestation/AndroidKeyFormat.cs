using System.Formats.Asn1;
using System.Security.Cryptography;

namespace IdentityServer.Web.Factors.Passkey.Attestation;

/// <summary>Keys in an Android device's key store (WebAuthn §8.4).</summary>
internal sealed class AndroidKeyFormat : IAttestationFormat
{
    private const string DescriptionExtension = "1.3.6.1.4.1.11129.2.1.17";

    public string Name => "android-key";

    public AttestationOutcome Verify(AttestationInput input)
    {
        if (input.Statement is not { Algorithm: { } algorithm, Signature: { } signature, Certificates: { Count: > 0 } certificates })
            return new AttestationOutcome.Refused("The statement needs a signature and a certificate.");

        using var leaf = AttestationCertificates.Load(certificates[0]);
        if (algorithm == CoseAlgorithms.RS1 || !CoseAlgorithms.Verify(leaf, algorithm, input.SignedBytes, signature))
            return new AttestationOutcome.Refused("The statement's signature is wrong.");
        if (!CoseAlgorithms.IsKeyOf(leaf, input.Key)) return new AttestationOutcome.Refused("The certificate is another key's.");
        if (AttestationCertificates.Extension(leaf, DescriptionExtension) is not { } extension)
            return new AttestationOutcome.Refused("The certificate doesn't describe its key.");

        var description = AndroidKeyDescription.Parse(extension.RawData);
        if (!CryptographicOperations.FixedTimeEquals(description.Challenge, input.ClientDataHash))
            return new AttestationOutcome.Refused("The certificate was made for another ceremony.");
        if (description.AllApplications) return new AttestationOutcome.Refused("The key may be used by every application.");

        return description.IsContradicted
            ? new AttestationOutcome.Refused("The key was not made in the key store for signing.")
            : new AttestationOutcome.Certified(certificates, description.InHardware);
    }
}

/// <summary>The extension "key description" of Android's key attestation.</summary>
/// <param name="IsContradicted">One of its lists names another purpose or origin. Naming none is let through, as in the specification's own example.</param>
/// <param name="InHardware">The secure hardware vouches that the key was made there, for signing.</param>
internal sealed record AndroidKeyDescription(byte[] Challenge, bool AllApplications, bool IsContradicted, bool InHardware)
{
    private const int PurposeTag = 1, AllApplicationsTag = 600, OriginTag = 702;

    // KM_PURPOSE_SIGN and KM_ORIGIN_GENERATED of the key store.
    private const int SignPurpose = 2, GeneratedOrigin = 0;

    public static AndroidKeyDescription Parse(byte[] encoded)
    {
        var sequence = new AsnReader(encoded, AsnEncodingRules.DER).ReadSequence();
        sequence.ReadInteger();
        sequence.ReadEncodedValue();
        sequence.ReadInteger();
        sequence.ReadEncodedValue();
        var challenge = sequence.ReadOctetString();
        sequence.ReadOctetString();
        var software = Authorizations.Read(sequence.ReadSequence());
        var hardware = Authorizations.Read(sequence.ReadSequence());
        return new AndroidKeyDescription(
            challenge,
            software.AllApplications || hardware.AllApplications,
            software.IsContradicted || hardware.IsContradicted,
            hardware is { MaySign: true, IsGenerated: true });
    }

    /// <summary>One of the two lists of what a key may do and where it came from.</summary>
    private readonly record struct Authorizations(bool AllApplications, bool? MaySign, bool? IsGenerated)
    {
        public bool IsContradicted => MaySign == false || IsGenerated == false;

        public static Authorizations Read(AsnReader list)
        {
            var read = default(Authorizations);
            while (list.HasData)
            {
                var tag = list.PeekTag();
                switch (tag.TagValue)
                {
                    case AllApplicationsTag:
                        list.ReadEncodedValue();
                        read = read with { AllApplications = true };
                        break;
                    case PurposeTag:
                        read = read with { MaySign = HoldsSignPurpose(list.ReadSequence(tag).ReadSetOf()) };
                        break;
                    case OriginTag:
                        read = read with { IsGenerated = list.ReadSequence(tag).ReadInteger() == GeneratedOrigin };
                        break;
                    default:
                        list.ReadEncodedValue();
                        break;
                }
            }

            return read;
        }

        private static bool HoldsSignPurpose(AsnReader purposes)
        {
            var found = false;
            while (purposes.HasData) found |= purposes.ReadInteger() == SignPurpose;
            return found;
        }
    }
}
