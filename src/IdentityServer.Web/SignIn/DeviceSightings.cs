using IdentityServer.Messaging.Outbox;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Journeys;
using IdentityServer.SignIn.Sessions;
using IdentityServer.Web.Messages;

namespace IdentityServer.Web.SignIn;

/// <summary>Notes the device of a sign-in, and tells the person of one that their account has not been used on before.</summary>
internal sealed class DeviceSightings(CurrentDevice device, IAuditReader audit, IOutbox outbox, AccountNotices notices, TimeProvider clock)
{
    /// <summary>The device and the mail about it join the unit of work.</summary>
    public async Task SeeAsync(Session session, Journey journey, SignInReading reading, Visitor visitor, CancellationToken ct)
    {
        // The first sign-in of all is no news to whoever makes it.
        var isNews = await device.FindAsync(session.AccountId, ct) is null && await audit.HasAsync(session.AccountId, AuditEvents.SignedIn, ct);
        device.See(session.AccountId, visitor, journey.State.RemembersDevice && Strengths.Of(session.Proofs) >= Strength.Mfa);
        if (!isNews || reading.Person is not { } person) return;
        if (notices.NewDevice(person.Account, reading.Organization, visitor, clock.GetUtcNow().UtcDateTime) is { } notice) outbox.Add(notice);
    }
}
