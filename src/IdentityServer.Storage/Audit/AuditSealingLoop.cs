using System.Data.Common;
using IdentityServer.SignIn.Audit;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IdentityServer.Storage.Audit;

/// <summary>Seals new audit entries every few seconds, each node at moments of its own; one that finds another at work leaves it to that one.</summary>
internal sealed class AuditSealingLoop(IAuditChain chain, TimeProvider clock, ILogger<AuditSealingLoop> log) : BackgroundService
{
    private const int BatchSize = 500;

    private static readonly TimeSpan BetweenMarks = TimeSpan.FromHours(1);

    private long? _markedAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(3_000, 6_000)), clock, stoppingToken);
                await SealAllAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private async Task SealAllAsync(CancellationToken ct)
    {
        try
        {
            SealingOutcome outcome;
            do
            {
                outcome = await chain.SealAsync(BatchSize, ct);
            }
            while (outcome.Sealed is BatchSize);

            if (!outcome.EndIsSound) log.EndIsNotSound();
            else await MarkAsync(ct);
        }
        catch (Exception e) when (e is DbException or RetryLimitExceededException or TimeoutException)
        {
            log.SealingFailed(e);
        }
    }

    // Whoever can write to the database can put back an earlier state of all of it; they can't reach what other systems have collected.
    private async Task MarkAsync(CancellationToken ct)
    {
        if (_markedAt is { } at && clock.GetElapsedTime(at) < BetweenMarks) return;

        _markedAt = clock.GetTimestamp();
        if (await chain.FindEndAsync(ct) is { Number: > 0 } end) log.ChainStands(end.Number, Convert.ToHexStringLower(end.Hash));
    }
}
