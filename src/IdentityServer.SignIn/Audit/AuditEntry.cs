namespace IdentityServer.SignIn.Audit;

/// <summary>Who did what, when, from where, and how it ended. Holds no secret and no code.</summary>
public sealed record AuditEntry
{
    public required Guid Id { get; init; }

    public required DateTime AtUtc { get; init; }

    /// <summary>One of <see cref="AuditEvents"/>.</summary>
    public required string Event { get; init; }

    public required bool Succeeded { get; init; }

    /// <summary>Whom it is about.</summary>
    public Guid? AccountId { get; init; }

    /// <summary>Who did it, where that is not <see cref="AccountId"/> itself.</summary>
    public Guid? ActorId { get; init; }

    public Guid? OrganizationId { get; init; }

    public string? ClientId { get; init; }

    public Guid? JourneyId { get; init; }

    public Guid? SessionId { get; init; }

    public string? FactorKey { get; init; }

    /// <summary>The network address the request came from.</summary>
    public string? Address { get; init; }

    public string? UserAgent { get; init; }

    /// <summary>What it is about, where that is no account: "client portal", "organization dmchosting"; at most 256 characters.</summary>
    public string? Target { get; init; }

    /// <summary>What was changed, as <see cref="AuditChanges"/> writes it.</summary>
    public string? Changes { get; init; }

    /// <summary>A reason or what changed, for an administrator; at most 1,000 characters.</summary>
    public string? Detail { get; init; }
}
