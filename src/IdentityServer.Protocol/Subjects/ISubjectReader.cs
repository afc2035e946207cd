namespace IdentityServer.Protocol.Subjects;

/// <summary>What the engine may know of a person: whether tokens may still be issued, and their standard claims (OpenID Connect Core §5.1).</summary>
public sealed record Subject
{
    public required Guid AccountId { get; init; }

    /// <summary>False where the account is archived or locked, or may not enter the application or its organization (any more): no token is issued or honoured.</summary>
    public required bool IsActive { get; init; }

    /// <summary>Claim name to value (string, bool, long, list of texts or JSON object); holds every claim this server knows of the person.</summary>
    public required IReadOnlyDictionary<string, object> Claims { get; init; }
}

/// <summary>Reads people for the engine; implemented over the accounts.</summary>
public interface ISubjectReader
{
    /// <summary>
    /// The person as this application sees them, and whether the grant that a token was issued under still stands (userinfo and introspection ask both in one
    /// round trip). A null <paramref name="grantId"/> always stands; null if the account does not exist.
    /// </summary>
    Task<(Subject? Subject, bool GrantStands)> ReadAsync(Guid accountId, string clientId, Guid? grantId, DateTime nowUtc, CancellationToken ct);
}
