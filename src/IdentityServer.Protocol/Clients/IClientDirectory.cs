namespace IdentityServer.Protocol.Clients;

/// <summary>Finds applications for those who look after them, disabled ones too; read past every cache.</summary>
public interface IClientDirectory
{
    /// <summary>Ordered by name, then by <c>client_id</c>.</summary>
    Task<ClientPage> SearchAsync(ClientQuery query, CancellationToken ct);

    Task<Client?> FindAsync(string clientId, CancellationToken ct);

    /// <summary>When each of a client's secrets was last used, by its hash; within a minute.</summary>
    Task<IReadOnlyDictionary<string, DateTime>> ReadSecretUsesAsync(string clientId, CancellationToken ct);
}

/// <summary>Which applications.</summary>
/// <param name="OwnerIds">Of these organizations; null: of all.</param>
/// <param name="IncludesOwnerless">Those of the whole server too.</param>
public sealed record ClientQuery(IReadOnlyCollection<Guid>? OwnerIds, bool IncludesOwnerless)
{
    public const int DefaultPageSize = 25;

    public const int LargestPageSize = 200;

    public const int LargestPage = 100_000;

    /// <summary>Part of a name or <c>client_id</c>; accents and case ignored.</summary>
    public string? Search { get; init; }

    public Guid? OrganizationId { get; init; }

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    public int PageSize { get; init; } = DefaultPageSize;
}

/// <param name="Total">On all pages.</param>
public sealed record ClientPage(IReadOnlyList<Client> Items, int Total);
