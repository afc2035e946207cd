namespace IdentityServer.Storage;

/// <summary>Makes the database ready before the server takes requests.</summary>
public interface IDatabaseStartup
{
    /// <summary>Connects, migrates (one node at a time) and checks what the server relies on.</summary>
    /// <exception cref="StorageException">It can't be reached, is newer than this program, or was written under another master key.</exception>
    Task PrepareAsync(CancellationToken ct);
}
