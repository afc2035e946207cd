using IdentityServer.Protocol.Clients;
using IdentityServer.Protocol.EndSession;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Audit;

namespace IdentityServer.Web.SignOut.Backchannel;

/// <summary>Tells applications that sessions have ended (OpenID Connect Back-Channel Logout 1.0): takes what is due, posts it, tries again later.</summary>
internal sealed class BackchannelDelivery(
    ILogoutNoticeStore notices, IClientStore clients, LogoutTokens tokens, BackchannelClient http, IAuditLog audit, IUnitOfWork unitOfWork, TimeProvider clock)
{
    public const int BatchSize = 20;

    private const int MostAttempts = 7;

    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(6);

    /// <summary>One pass; how many were taken.</summary>
    public async Task<int> RunOnceAsync(CancellationToken ct)
    {
        var due = await notices.TakeDueAsync(BatchSize, Now, Lease, ct);

        // Posted side by side, so that a slow application delays nobody; noted one after the other.
        await foreach (var posted in Task.WhenEach(due.Select(one => PostAsync(one, ct))))
        {
            var (one, outcome, problem) = await posted;
            await NoteAsync(one, outcome, problem);
        }

        return due.Count;
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>30 seconds, 2 minutes, 8 minutes, … up to 6 hours.</summary>
    internal static TimeSpan PauseAfter(int attempts)
    {
        var pause = TimeSpan.FromSeconds(30 * Math.Pow(4, attempts - 1));
        return pause < LongestPause ? pause : LongestPause;
    }

    private async Task<(DueLogoutNotice One, Outcome Outcome, string? Problem)> PostAsync(DueLogoutNotice one, CancellationToken ct)
    {
        var (notice, _) = one;
        if (await clients.FindAsync(notice.ClientId, ct) is not { BackchannelLogoutUri: { } address } client) return (one, Outcome.Delivered, null);

        var (status, problem) = await http.PostAsync(address, await tokens.IssueAsync(client, notice.AccountId, notice.SessionId, ct), ct);

        // §2.8: 200 (some frameworks say 204) is done; 400 is the application's own refusal, which the same token will meet again.
        return status switch
        {
            200 or 204 => (one, Outcome.Delivered, null),
            400 => (one, Outcome.Lost, problem),
            _ => (one, one.Attempts >= MostAttempts ? Outcome.Lost : Outcome.TryAgain, problem),
        };
    }

    // Not with the caller's token: stopping the server must not lose the news that an application was told.
    private async Task NoteAsync(DueLogoutNotice one, Outcome outcome, string? problem)
    {
        if (outcome == Outcome.TryAgain)
        {
            await notices.PostponeAsync(one.Notice, Now + PauseAfter(one.Attempts), CancellationToken.None);
            return;
        }

        await notices.RemoveAsync(one.Notice, CancellationToken.None);
        if (outcome == Outcome.Delivered) return;

        audit.Add(new AuditEntry
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            AtUtc = Now,
            Event = AuditEvents.LogoutNotDelivered,
            Succeeded = false,
            AccountId = one.Notice.AccountId,
            ClientId = one.Notice.ClientId,
            SessionId = one.Notice.SessionId,
            Detail = problem,
        });
        await unitOfWork.SaveAsync(CancellationToken.None);
    }

    private enum Outcome
    {
        Delivered,
        TryAgain,
        Lost,
    }
}
