using IdentityServer.Protocol.Apis;
using IdentityServer.Storage.Secrets;

namespace IdentityServer.Storage;

/// <summary>What the storage has to be told.</summary>
public sealed record StorageOptions
{
    public required DatabaseProvider Provider { get; init; }

    /// <summary>Asked once, when the database is first needed: a private cluster has been started by then.</summary>
    public required Func<string> ConnectionString { get; init; }

    /// <summary>Protects everything else that is secret; the same on every node.</summary>
    public required MasterKey MasterKey { get; init; }

    /// <summary>How old clients, APIs and organizations in memory may get before they are read again.</summary>
    public int CacheSeconds { get; init; } = 30;

    /// <summary>APIs that the server itself offers: there without being registered, and in no table.</summary>
    public IReadOnlyList<Api> OwnApis { get; init; } = [];
}

/// <summary>Which database keeps the data.</summary>
public enum DatabaseProvider
{
    PostgreSql,
    SqlServer,
}
