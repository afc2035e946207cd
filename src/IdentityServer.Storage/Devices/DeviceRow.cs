namespace IdentityServer.Storage.Devices;

/// <summary>A browser that an account has signed in with.</summary>
internal sealed class DeviceRow
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    public required byte[] TokenHash { get; init; }

    public required DateTime FirstSeenUtc { get; init; }

    public required DateTime LastSeenUtc { get; init; }

    public DateTime? RememberedUtc { get; init; }

    public string? Address { get; init; }

    public string? UserAgent { get; init; }
}
