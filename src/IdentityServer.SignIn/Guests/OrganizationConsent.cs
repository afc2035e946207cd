namespace IdentityServer.SignIn.Guests;

/// <summary>What a guest allowed an organization, in the words that they read.</summary>
public sealed record OrganizationConsent
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    public required Guid OrganizationId { get; init; }

    /// <summary>As <see cref="GuestTerms"/> names it.</summary>
    public required string Version { get; init; }

    /// <summary>"en" or "fr".</summary>
    public required string Culture { get; init; }

    /// <summary>All that stood on the page, as plain text.</summary>
    public required string Text { get; init; }

    public required DateTime AcceptedUtc { get; init; }

    public DateTime? WithdrawnUtc { get; init; }

    public string? Address { get; init; }
}

/// <summary>Keeps what guests allowed organizations. Nothing is ever changed but that it was withdrawn (<see cref="IGuestTieStore"/>).</summary>
public interface IOrganizationConsentStore
{
    /// <summary>All of the account's, the newest first.</summary>
    Task<IReadOnlyList<OrganizationConsent>> ListAsync(Guid accountId, CancellationToken ct);

    /// <summary>Joins the unit of work.</summary>
    void Add(OrganizationConsent consent);
}
