namespace IdentityServer.Web.Factors.Passkey.Attestation;

/// <summary>One attestation statement format (WebAuthn §8): is the statement right, and what does it rest on?</summary>
internal interface IAttestationFormat
{
    /// <summary>The identifier from the IANA registry of attestation statement formats.</summary>
    string Name { get; }

    /// <summary>Checks the statement; whether its certificates lead to a trusted root is somebody else's question.</summary>
    AttestationOutcome Verify(AttestationInput input);
}

/// <summary>What a format looks at.</summary>
/// <param name="AuthenticatorData">As it was signed.</param>
/// <param name="ClientDataHash">SHA-256 of the client data.</param>
internal sealed record AttestationInput(
    AttestationStatement Statement, byte[] AuthenticatorData, AttestedCredential Credential, CoseKey Key, byte[] ClientDataHash)
{
    /// <summary>Most formats sign these two, one after the other.</summary>
    public byte[] SignedBytes => [.. AuthenticatorData, .. ClientDataHash];

    /// <summary>The first 32 bytes of the authenticator data.</summary>
    public ReadOnlySpan<byte> RelyingPartyIdHash => AuthenticatorData.AsSpan(0, 32);
}

/// <summary>What became of a statement.</summary>
internal abstract record AttestationOutcome
{
    private AttestationOutcome()
    {
    }

    /// <summary>The authenticator says nothing about itself.</summary>
    public sealed record Nothing : AttestationOutcome;

    /// <summary>Signed with the new key itself: shows that the key is there, and no more.</summary>
    public sealed record SelfSigned : AttestationOutcome;

    /// <summary>Signed by a certificate, which counts for as much as the root that it leads to.</summary>
    /// <param name="Certificates">DER, the one that signed first.</param>
    /// <param name="InHardware">The statement doesn't say that the key is kept in software.</param>
    public sealed record Certified(IReadOnlyList<byte[]> Certificates, bool InHardware = true) : AttestationOutcome;

    /// <summary>Wrong. <paramref name="Reason"/> is for the log.</summary>
    public sealed record Refused(string Reason) : AttestationOutcome;
}
