using IdentityServer.Messaging.Outbox;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Factors;
using IdentityServer.Web.Factors.Push.WebPush;
using IdentityServer.Web.Messages;

namespace IdentityServer.Web.Authenticator;

/// <summary>A device's own changes: its name, where it receives push messages, and its removal.</summary>
internal sealed class DeviceChanges(
    IAccountStore accounts, IOrganizationStore organizations, IMethodStore methods, FactorCatalog factors, PushServices services, MethodSecrets secrets,
    IUnitOfWork unitOfWork, IOutbox outbox, AccountNotices notices, DeviceAudit audit, TimeProvider clock)
{
    public async Task<IResult> ChangeAsync(SignedCall call, Device device, Visitor visitor, CancellationToken ct)
    {
        if (device.Method is not { } method) return CallAnswers.Conflict;

        var (name, state) = (device.Name, device.State);
        if (call.Claims.TryGetProperty("name", out _))
        {
            if (DeviceName.Parse(call.Text("name")) is not { } given) return CallAnswers.Error("invalid_name", StatusCodes.Status400BadRequest);
            name = given;
        }

        if (call.Claims.TryGetProperty("subscription", out var json))
        {
            var subscription = json.ValueKind == System.Text.Json.JsonValueKind.Null ? null : PushSubscription.Parse(json);
            state = state with { Subscription = subscription is not null && services.Allows(subscription.Endpoint) ? subscription : null };
        }

        methods.Update(method with { Label = name, State = secrets.Protect(method.FactorKey, state.ToJson()) });
        if (name != device.Name) audit.Note(AuditEvents.MethodRenamed, device.AccountId, visitor, detail: name);
        await unitOfWork.SaveAsync(ct);
        return Results.Json(new { name, push = state.Subscription is not null });
    }

    /// <summary>
    /// Removes the device from the account, unless policy asks for it or nothing else but a password would be left: then whoever holds the
    /// phone for a minute could have the second factor away.
    /// </summary>
    public async Task<IResult> RemoveAsync(Device device, Visitor visitor, CancellationToken ct)
    {
        if (device.Method is not { } method) return CallAnswers.Done;
        if (await accounts.ReadPersonAsync(device.AccountId, null, ct) is not { } person) return CallAnswers.UnknownDevice;

        var others = person.Methods.Where(other => other.Id != method.Id && factors.Has(other.FactorKey) && factors.Find(other.FactorKey).Use.HasFlag(FactorUse.Second));
        var now = clock.GetUtcNow().UtcDateTime;
        var verdict = MethodRemoval.Judge(person, [method.Id], await organizations.ListOfAsync(device.AccountId, ct), factors.All, now);
        if (!others.Any() || verdict is not RemovalVerdict.Allowed) return CallAnswers.Error("last_method", StatusCodes.Status409Conflict);

        // The account's new version: of two removals that were decided on the same state of things, one is refused.
        methods.Remove(device.AccountId, method.Id);
        accounts.Update(person.Account with { UpdatedUtc = now });
        audit.Note(AuditEvents.MethodRemoved, device.AccountId, visitor, detail: $"{device.Name}, on the device itself");
        var organization = person.Account.HomeOrganizationId is { } id ? await organizations.FindAsync(id, ct) : null;
        if (notices.MethodRemoved(person.Account, organization, method.FactorKey, visitor, now) is { } notice) outbox.Add(notice);
        return await unitOfWork.SaveAsync(ct) is SaveOutcome.Saved ? CallAnswers.Done : CallAnswers.Conflict;
    }
}
