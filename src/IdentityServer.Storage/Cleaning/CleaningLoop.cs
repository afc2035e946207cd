using System.Data.Common;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IdentityServer.Storage.Cleaning;

/// <summary>Cleans every few minutes, each node at moments of its own.</summary>
internal sealed class CleaningLoop(Cleaner cleaner, TimeProvider clock, ILogger<CleaningLoop> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(TimeSpan.FromSeconds(Random.Shared.Next(120, 480)), clock, stoppingToken);
                await CleanAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private async Task CleanAsync(CancellationToken ct)
    {
        try
        {
            var removed = await cleaner.CleanAsync(ct);
            if (removed > 0) log.Cleaned(removed);
        }
        catch (Exception e) when (e is DbException or RetryLimitExceededException or TimeoutException)
        {
            log.CleaningFailed(e);
        }
    }
}
