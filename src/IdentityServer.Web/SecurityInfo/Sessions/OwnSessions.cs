using IdentityServer.SignIn;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Devices;
using IdentityServer.SignIn.Sessions;
using IdentityServer.Web.SignIn;

namespace IdentityServer.Web.SecurityInfo.Sessions;

/// <summary>Where the current account is signed in and which devices know it; and their end.</summary>
internal sealed class OwnSessions(
    CurrentAccount current, ISessionStore sessions, IDeviceStore devices, BrowserSessions browser, AccountAudit audit, IUnitOfWork unitOfWork, TimeProvider clock)
{
    /// <summary>Used last first.</summary>
    public Task<IReadOnlyList<Session>> ListAsync(CancellationToken ct) => sessions.ListLiveAsync(current.Account.Id, Now, ct);

    public Task<IReadOnlyList<Device>> ListDevicesAsync(CancellationToken ct) => devices.ListAsync(current.Account.Id, ct);

    /// <summary>Ends those of the account's sessions that are chosen; false where this browser's own was among them.</summary>
    public async Task<bool> EndAsync(Func<Session, bool> isChosen, CancellationToken ct)
    {
        var chosen = (await ListAsync(ct)).Where(isChosen).ToList();
        var own = chosen.Where(session => session.Id == current.Session.Id).ToList();
        var others = chosen.Except(own).ToList();
        await sessions.EndAsync([.. others.Select(session => session.Id)], Now, ct);
        foreach (var session in others) audit.Note(AuditEvents.SignedOut, detail: $"session {session.Id:N}");
        await unitOfWork.SaveAsync(ct);
        if (own.Count > 0) await browser.EndAsync(own, null, ct);
        return own.Count == 0;
    }

    /// <summary>All sessions, this one too, and all that applications may do while the person is away.</summary>
    public async Task EndAllAsync(CancellationToken ct)
    {
        foreach (var session in (await ListAsync(ct)).Where(session => session.Id != current.Session.Id)) audit.Note(AuditEvents.SignedOut, detail: $"session {session.Id:N}");
        sessions.EndAll(current.Account.Id, null, Now);
        await browser.EndAsync([current.Session], null, ct);
    }

    /// <summary>One device, or all: they are strangers again, and asked for a second proof.</summary>
    public async Task ForgetAsync(Guid? deviceId, CancellationToken ct)
    {
        await devices.ForgetAsync(current.Account.Id, deviceId, ct);
        audit.Note(AuditEvents.DeviceForgotten, detail: deviceId is { } one ? $"device {one:N}" : "all");
        await unitOfWork.SaveAsync(ct);
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;
}
