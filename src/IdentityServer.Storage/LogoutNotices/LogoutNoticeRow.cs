namespace IdentityServer.Storage.LogoutNotices;

/// <summary>An application that a session signed in to and that is told when it ends.</summary>
internal sealed class LogoutNoticeRow
{
    public required Guid SessionId { get; init; }

    public required string ClientId { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>When the session ends by itself, of which nobody is told.</summary>
    public required DateTime ExpiresUtc { get; init; }

    /// <summary>Null while the session lives.</summary>
    public DateTime? DueUtc { get; init; }

    public int Attempts { get; init; }
}
