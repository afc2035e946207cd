using IdentityServer.Messaging.Outbox;
using IdentityServer.SignIn.Challenges;
using IdentityServer.SignIn.Throttling;

namespace IdentityServer.Web.Factors.SentCodes;

/// <summary>Sends codes: a new one ends the old one, and code and message are saved together or not at all.</summary>
internal sealed class SentCodeSending(IChallengeStore challenges, IQuotaStore quotas, IOutbox outbox, SentCodeSecrets secrets, TimeProvider clock)
{
    /// <summary>The code's challenge and its message join the unit of work; the caller saves.</summary>
    public async Task<SendOutcome> SendAsync(SentCodeOrder order, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (await RefusalAsync(order, now, ct) is { } refusal) return refusal;

        var isAnother = await challenges.FindOpenAsync(order.Purpose, order.JourneyId, null, now, ct) is not null;
        await challenges.EndAsync(order.Purpose, order.JourneyId, null, now, ct);

        var (id, code) = (Guid.CreateVersion7(now), SentCodeSecrets.NewCode(order.Rules.Digits));
        challenges.Add(new Challenge
        {
            Id = id,
            Purpose = order.Purpose,
            JourneyId = order.JourneyId,
            AccountId = order.AccountId,
            CodeHash = secrets.HashOf(id, order.Target, code),
            TriesLeft = order.Rules.Tries,
            CreatedUtc = now,
            ExpiresUtc = now + order.Rules.Lifetime,
        });
        outbox.Add(order.Compose(code) with { BySecondProvider = isAnother });
        return new SendOutcome.Queued();
    }

    /// <summary>How long to wait before another code may be asked for; null where none has to be waited for.</summary>
    public async Task<TimeSpan?> WaitAsync(SentCodeOrder order, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var pause = PauseOf(order);
        return await quotas.NextAsync(pause.Key, pause.Limit, now, ct) - now;
    }

    /// <summary>Whether a code is out that can still be answered.</summary>
    public async Task<bool> IsOutAsync(string purpose, Guid journeyId, Guid? accountId, CancellationToken ct) =>
        await challenges.FindOpenAsync(purpose, journeyId, accountId, clock.GetUtcNow().UtcDateTime, ct) is not null;

    private async Task<SendOutcome?> RefusalAsync(SentCodeOrder order, DateTime now, CancellationToken ct)
    {
        // Looked at before any is taken: what one refuses must not use up the others.
        var pause = PauseOf(order);
        if (await quotas.NextAsync(pause.Key, pause.Limit, now, ct) is { } next) return new SendOutcome.TooSoon(next - now);
        foreach (var quota in order.Quotas)
        {
            if (await quotas.NextAsync(quota.Key, quota.Limit, now, ct) is { } later) return new SendOutcome.TooMany(later - now);
        }

        // Of two requests at once, one takes the pause and the other finds it taken.
        if (!await quotas.TryTakeAsync(pause.Key, pause.Limit, pause.Window, now, ct)) return new SendOutcome.TooSoon(pause.Window);
        foreach (var quota in order.Quotas)
        {
            if (!await quotas.TryTakeAsync(quota.Key, quota.Limit, quota.Window, now, ct)) return new SendOutcome.TooMany(quota.Window);
        }

        return null;
    }

    private static SendQuota PauseOf(SentCodeOrder order) =>
        new($"pause:{order.Purpose}:{order.Channel}:{order.JourneyId:N}:{order.Target}", 1, order.Rules.Wait);
}
