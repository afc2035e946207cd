namespace IdentityServer.SignIn.Organizations;

/// <summary>Which security keys and passkeys an organization accepts.</summary>
public sealed record PasskeyPolicy
{
    /// <summary>Whether the device checks who holds it. Where a passkey is all that is shown it always has to.</summary>
    public UserVerificationDemand UserVerification { get; init; } = UserVerificationDemand.Preferred;

    public AttestationDemand Attestation { get; init; } = AttestationDemand.None;

    /// <summary>Models (AAGUID, as Guid's format D) that are accepted; empty accepts all. Holds at registration and at every sign-in.</summary>
    public IReadOnlyList<string> AllowedAaguids { get; init => field = value ?? []; } = [];

    /// <summary>Models that are not accepted, whatever else is.</summary>
    public IReadOnlyList<string> BlockedAaguids { get; init => field = value ?? []; } = [];

    /// <summary>The lists say something about models, so that models have to be asked for.</summary>
    public bool NamesModels => AllowedAaguids.Count > 0 || BlockedAaguids.Count > 0;

    public bool Accepts(Guid aaguid)
    {
        var model = aaguid.ToString("D");
        return (AllowedAaguids.Count == 0 || AllowedAaguids.Contains(model, StringComparer.OrdinalIgnoreCase))
            && !BlockedAaguids.Contains(model, StringComparer.OrdinalIgnoreCase);
    }
}

/// <summary>WebAuthn's user verification: a PIN, a fingerprint, a face. The numbers are stored.</summary>
public enum UserVerificationDemand
{
    Preferred = 0,
    Required = 1,
    Discouraged = 2,
}

/// <summary>Whether the maker has to vouch for a new key. The numbers are stored.</summary>
public enum AttestationDemand
{
    None = 0,

    /// <summary>By a certificate that leads to one of the server's roots.</summary>
    Required = 1,
}
