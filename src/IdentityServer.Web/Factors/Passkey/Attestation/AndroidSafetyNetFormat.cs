namespace IdentityServer.Web.Factors.Passkey.Attestation;

/// <summary>
/// Android SafetyNet (WebAuthn §8.5), refused whatever it says: the service that signed these statements was shut down, so that a
/// new one can't be genuine. Current devices send android-key or none.
/// </summary>
internal sealed class AndroidSafetyNetFormat : IAttestationFormat
{
    public string Name => "android-safetynet";

    public AttestationOutcome Verify(AttestationInput input) =>
        new AttestationOutcome.Refused("The format \"android-safetynet\" is not accepted: the service behind it no longer exists, so a new statement can't be genuine.");
}
