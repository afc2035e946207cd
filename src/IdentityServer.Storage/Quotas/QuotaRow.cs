namespace IdentityServer.Storage.Quotas;

/// <summary>How much of something was taken in the window that is running.</summary>
internal sealed class QuotaRow
{
    /// <summary>SHA-256 of the key.</summary>
    public required byte[] KeyHash { get; init; }

    public required int Used { get; init; }

    public required DateTime EndsUtc { get; init; }
}
