using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Challenges;
using IdentityServer.SignIn.Journeys;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Throttling;
using IdentityServer.Web.SignIn;

namespace IdentityServer.Web.Factors.Push;

/// <summary>The requests of the current sign-in.</summary>
internal sealed class PushSignIn(
    CurrentSignIn signIn, ApprovalRequests requests, IChallengeStore challenges, IQuotaStore quotas, JourneyAudit audit, Doorbell doorbell, TimeProvider clock)
{
    private const string PendingKey = "push:request";
    private const int RequestsPerWindow = 3;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <summary>The account's devices that may approve.</summary>
    public IReadOnlyList<Method> Devices => [.. signIn.UsableMethods.Where(method => method.FactorKey == PushFactor.FactorKey)];

    /// <summary>This sign-in's last request; null before the first.</summary>
    public async Task<ApprovalView?> FindAsync(CancellationToken ct) =>
        RequestOf(signIn.State) is { } id && await challenges.FindAsync(id, ct) is { } request ? requests.ViewOf(request) : null;

    /// <summary>The last request of a sign-in; null before the first.</summary>
    public static Guid? RequestOf(JourneyState state) =>
        state.Pending.TryGetValue(PendingKey, out var text) && Guid.TryParseExact(text, "N", out var id) ? id : null;

    /// <summary>Asks the account's devices; null where it was asked too often.</summary>
    public async Task<ApprovalView?> BeginAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (!await quotas.TryTakeAsync(QuotaKey, RequestsPerWindow, Window, now, ct))
        {
            audit.Note(signIn.Journey, signIn.Visitor, AuditEvents.Throttled, succeeded: false, PushFactor.FactorKey);
            await signIn.SaveAsync(ct);
            return null;
        }

        var request = await requests.AddAsync(PushPurposes.Approval, ct);
        signIn.Change(state => state with
        {
            Pending = new Dictionary<string, string>(state.Pending) { [PendingKey] = request.Id.ToString("N") },
        });
        audit.Note(signIn.Journey, signIn.Visitor, AuditEvents.ApprovalRequested, factorKey: PushFactor.FactorKey);

        // Two loads of one page may both begin; the first one saved is the one that holds.
        if (!await signIn.SaveAsync(ct))
        {
            await signIn.ReloadAsync(ct);
            return await FindAsync(ct);
        }

        doorbell.Ring(Devices, signIn.Person!.Account, signIn.Organization, request);
        return requests.ViewOf(request);
    }

    /// <summary>When the next request may be made.</summary>
    public Task<DateTime?> NextAsync(CancellationToken ct) => quotas.NextAsync(QuotaKey, RequestsPerWindow, clock.GetUtcNow().UtcDateTime, ct);

    /// <summary>The device that approved; null where it has gone meanwhile.</summary>
    public Method? DeviceThatApproved(ApprovalView view) =>
        Devices.FirstOrDefault(device => view.Request.Answer == ApprovalAnswers.ApprovedBy(device.LookupKey!));

    private string QuotaKey => $"push:{signIn.Person!.Account.Id:N}";
}
