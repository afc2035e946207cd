namespace IdentityServer.SignIn.Guests;

/// <summary>Lists an organization's guests for whoever looks after them.</summary>
public interface IGuestStore
{
    /// <summary>One page, by address.</summary>
    Task<GuestPage> ListAsync(GuestQuery query, DateTime nowUtc, CancellationToken ct);

    /// <summary>Null: the account is no guest there.</summary>
    Task<Guest?> FindAsync(Guid organizationId, Guid accountId, CancellationToken ct);

    /// <summary>Which of these addresses (case ignored; at most a thousand) may enter the organization already, in their normal form.</summary>
    Task<IReadOnlySet<string>> ListInsideAsync(Guid organizationId, IReadOnlyCollection<string> emails, DateTime nowUtc, CancellationToken ct);

    /// <summary>Revokes what the organization's applications hold for the account, and lets those be told that want to hear of it. Joins the unit of work.</summary>
    void Revoke(Guid organizationId, Guid accountId, DateTime nowUtc);

    /// <summary>Ends a guest's tie. The account stays, and so does what the person accepted. Joins the unit of work.</summary>
    void Remove(Guid organizationId, Guid accountId);
}

/// <summary>Which guests, and which page of them.</summary>
public sealed record GuestQuery(Guid OrganizationId)
{
    public const int PageSize = 50;

    /// <summary>Part of the address, case ignored, or of the name.</summary>
    public string? Search { get; init; }

    /// <summary>Only those that <see cref="GuestReview"/> has something to say about.</summary>
    public bool ToReview { get; init; }

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;
}

/// <param name="Total">How many there are on all pages.</param>
public sealed record GuestPage(IReadOnlyList<Guest> Items, int Total);
