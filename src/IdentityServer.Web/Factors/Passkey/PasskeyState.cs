using System.Text.Json;
using IdentityServer.Web.Factors.Passkey.Attestation;

namespace IdentityServer.Web.Factors.Passkey;

/// <summary>What is kept of a security key or passkey. The signature counter stands beside it, with the method.</summary>
internal sealed record PasskeyState
{
    public required byte[] CredentialId { get; init; }

    /// <summary>COSE key.</summary>
    public required byte[] PublicKey { get; init; }

    /// <summary>The model; a fact only where the attestation is trusted.</summary>
    public Guid Aaguid { get; init; }

    /// <summary>The attestation's format.</summary>
    public string Format { get; init; } = "none";

    public AttestationTrust Trust { get; init; }

    /// <summary>A trusted root vouches that the key can't leave its device.</summary>
    public bool InHardware { get; init; }

    public IReadOnlyList<string> Transports { get; init; } = [];

    /// <summary>It may be copied to other devices ("synced").</summary>
    public bool BackupEligible { get; init; }

    public bool BackedUp { get; init; }

    /// <summary>It has checked who holds it at least once: a PIN, a fingerprint, a face.</summary>
    public bool VerifiesUser { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this);

    public static PasskeyState FromJson(string json) => JsonSerializer.Deserialize<PasskeyState>(json)!;
}
