namespace IdentityServer.SignIn.Devices;

/// <summary>Keeps devices. Everything but <see cref="See"/> is effective at once.</summary>
public interface IDeviceStore
{
    /// <summary>How long a device is known after it was last seen.</summary>
    static readonly TimeSpan Lifetime = TimeSpan.FromDays(400);

    Task<Device?> FindAsync(Guid accountId, byte[] tokenHash, CancellationToken ct);

    /// <summary>Notes the device as seen now, new or not. A null <see cref="Device.RememberedUtc"/> leaves what stands; true if it was not known before.</summary>
    Task<bool> SeeAsync(Device device, CancellationToken ct);

    /// <summary>As <see cref="SeeAsync"/>; joins the unit of work.</summary>
    void See(Device device);

    /// <summary>Last seen first.</summary>
    Task<IReadOnlyList<Device>> ListAsync(Guid accountId, CancellationToken ct);

    /// <summary>Forgets one device of the account, or all (<paramref name="deviceId"/> null): they are strangers again.</summary>
    Task ForgetAsync(Guid accountId, Guid? deviceId, CancellationToken ct);
}
