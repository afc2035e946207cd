namespace IdentityServer.SignIn.Methods;

/// <summary>A way to prove who you are that an account has registered.</summary>
public sealed record Method
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>Which factor it belongs to: "password", "authenticatorApp", …</summary>
    public required string FactorKey { get; init; }

    /// <summary>Finds the owner from the proof alone (a passkey's id, hashed); unique per factor.</summary>
    public string? LookupKey { get; init; }

    /// <summary>The factor's own JSON, encrypted. Only the factor reads it.</summary>
    public required string State { get; init; }

    /// <summary>Only ever grows: the last TOTP time step, a passkey's signature counter. The guard against using a proof twice.</summary>
    public long Counter { get; init; }

    /// <summary>The person's own name for it.</summary>
    public string? Label { get; init; }

    public bool IsDefault { get; init; }

    /// <summary>Since when it is what it is: a password that was changed is a new one, and what was shown with the old one counts no more.</summary>
    public required DateTime CreatedUtc { get; init; }

    public DateTime? LastUsedUtc { get; init; }
}
