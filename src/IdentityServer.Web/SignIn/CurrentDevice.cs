using IdentityServer.SignIn;
using IdentityServer.SignIn.Devices;

namespace IdentityServer.Web.SignIn;

/// <summary>The browser that asks, as a device of an account; read at most once per request.</summary>
internal sealed class CurrentDevice(BrowserCookies cookies, IDeviceStore devices, TimeProvider clock)
{
    private (Guid AccountId, Device? Device)? _read;

    /// <summary>Null where the account has never signed in here, or nobody knows the account.</summary>
    public async Task<Device?> FindAsync(Guid? accountId, CancellationToken ct)
    {
        if (cookies.DeviceHash is not { } hash) return null;

        // A name that fits nobody costs the same look-up as one that does.
        var id = accountId ?? Guid.Empty;
        if (_read is { } read && read.AccountId == id) return read.Device;

        _read = (id, await devices.FindAsync(id, hash, ct));
        return _read.Value.Device;
    }

    /// <summary>The account has signed in here. Joins the unit of work.</summary>
    /// <param name="remember">The person, having shown a second factor, chose not to be asked for it again.</param>
    public void See(Guid accountId, Visitor visitor, bool remember)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        devices.See(new Device
        {
            Id = Guid.CreateVersion7(now),
            AccountId = accountId,
            TokenHash = cookies.EnsureDeviceHash(),
            FirstSeenUtc = now,
            LastSeenUtc = now,
            RememberedUtc = remember ? now : null,
            Address = visitor.Address,
            UserAgent = visitor.UserAgent,
        });
    }
}
