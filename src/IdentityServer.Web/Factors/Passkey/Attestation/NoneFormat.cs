namespace IdentityServer.Web.Factors.Passkey.Attestation;

/// <summary>No statement (WebAuthn §8.7).</summary>
internal sealed class NoneFormat : IAttestationFormat
{
    public string Name => "none";

    public AttestationOutcome Verify(AttestationInput input) =>
        input.Statement.Count == 0 ? new AttestationOutcome.Nothing() : new AttestationOutcome.Refused("A statement of the format \"none\" has to be empty.");
}
