namespace IdentityServer.Storage.RevocationLists;

/// <summary>A fetched certificate revocation list.</summary>
internal sealed class RevocationListRow
{
    /// <summary>SHA-256 of where it comes from.</summary>
    public required byte[] SourceHash { get; init; }

    public required byte[] Content { get; init; }

    public string? Number { get; init; }

    public required DateTime FetchedUtc { get; init; }

    public DateTime? NextUpdateUtc { get; init; }
}
