using System.Formats.Asn1;
using System.Formats.Cbor;
using System.Security.Cryptography;

namespace IdentityServer.Web.Factors.Passkey.Attestation;

/// <summary>Finds out what a new key's attestation is worth: the statement by its format, its certificates by our roots.</summary>
internal sealed class AttestationVerifier(IEnumerable<IAttestationFormat> formats, AttestationRoots roots)
{
    /// <summary>Far more than any authenticator sends, and little enough to be read at once.</summary>
    private const int MaxLength = 64 * 1024;

    private readonly Dictionary<string, IAttestationFormat> _formats = formats.ToDictionary(format => format.Name, StringComparer.Ordinal);

    /// <param name="attestationObject">As the browser sent it.</param>
    /// <param name="clientDataHash">SHA-256 of the client data.</param>
    public AttestationResult Verify(byte[] attestationObject, byte[] clientDataHash)
    {
        if (attestationObject.Length > MaxLength) return new AttestationResult.Refused("The attestation object is too long.");

        try
        {
            return VerifyParsed(AttestationObject.Parse(attestationObject), clientDataHash);
        }
        catch (Exception malformed) when (malformed is FormatException or CborContentException or AsnContentException or CryptographicException or InvalidOperationException or OverflowException)
        {
            return new AttestationResult.Refused($"The attestation can't be read: {malformed.Message}");
        }
    }

    private AttestationResult VerifyParsed(AttestationObject attestation, byte[] clientDataHash)
    {
        if (AuthenticatorData.Parse(attestation.AuthenticatorData) is not { Credential: { } credential } data)
            return new AttestationResult.Refused("There is no new key in the authenticator data.");
        if (!_formats.TryGetValue(attestation.Format, out var format)) return new AttestationResult.Refused("The attestation's format is not known.");

        var input = new AttestationInput(attestation.Statement, attestation.AuthenticatorData, credential, CoseKey.Parse(credential.PublicKey), clientDataHash);
        return format.Verify(input) switch
        {
            AttestationOutcome.Refused refused => new AttestationResult.Refused(refused.Reason),
            AttestationOutcome.Certified certified => Verified(format, data, roots.Trusts(certified.Certificates) ? AttestationTrust.Trusted : AttestationTrust.Untrusted, certified.InHardware),
            AttestationOutcome.SelfSigned => Verified(format, data, AttestationTrust.SelfSigned),
            _ => Verified(format, data, AttestationTrust.None),
        };
    }

    private static AttestationResult.Verified Verified(IAttestationFormat format, AuthenticatorData data, AttestationTrust trust, bool inHardware = false) =>
        // A key that may be copied is not the hardware's own, whoever vouches for it.
        new(format.Name, trust, data, InHardware: trust == AttestationTrust.Trusted && inHardware && !data.Flags.HasFlag(AuthenticatorFlags.BackupEligible));
}

/// <summary>How much an attestation is worth. The numbers are stored.</summary>
internal enum AttestationTrust
{
    None = 0,
    SelfSigned = 1,

    /// <summary>Certified, but by nobody we trust.</summary>
    Untrusted = 2,

    /// <summary>Certified under one of our roots: the AAGUID is a fact.</summary>
    Trusted = 3,
}

/// <summary>What became of an attestation.</summary>
internal abstract record AttestationResult
{
    private AttestationResult()
    {
    }

    /// <summary>The statement is right.</summary>
    /// <param name="InHardware">A trusted root vouches that the key can't leave its device.</param>
    public sealed record Verified(string Format, AttestationTrust Trust, AuthenticatorData Data, bool InHardware) : AttestationResult;

    /// <summary>It is wrong. <paramref name="Reason"/> is for the log.</summary>
    public sealed record Refused(string Reason) : AttestationResult;
}
