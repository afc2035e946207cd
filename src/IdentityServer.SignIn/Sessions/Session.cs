using IdentityServer.SignIn.Factors;

namespace IdentityServer.SignIn.Sessions;

/// <summary>A person signed in in one browser. Its id is the <c>sid</c> claim.</summary>
public sealed record Session
{
    public required Guid Id { get; init; }

    /// <summary>SHA-256 of the token in the browser's cookie; unique.</summary>
    public required byte[] TokenHash { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>What was shown, and when.</summary>
    public required IReadOnlyList<Proof> Proofs { get; init; }

    /// <summary>The person chose to stay signed in.</summary>
    public bool IsPersistent { get; init; }

    public required DateTime CreatedUtc { get; init; }

    /// <summary>When the person last actively authenticated: <c>auth_time</c>.</summary>
    public required DateTime AuthenticatedUtc { get; init; }

    public required DateTime LastSeenUtc { get; init; }

    public required DateTime ExpiresUtc { get; init; }

    public DateTime? EndedUtc { get; init; }

    public string? Address { get; init; }

    /// <summary>At most 256 characters of the browser's own description.</summary>
    public string? UserAgent { get; init; }
}
