namespace IdentityServer.Storage;

/// <summary>Tells whether the database answers.</summary>
public interface IDatabaseHealth
{
    /// <summary>False after two seconds without an answer.</summary>
    Task<bool> IsReachableAsync(CancellationToken ct);
}
