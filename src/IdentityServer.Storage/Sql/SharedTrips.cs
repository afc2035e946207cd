using System.Data.Common;

namespace IdentityServer.Storage.Sql;

/// <summary>
/// Sends together what is asked for at the same time: while some statements are under way, those that come next gather. For a look-up by key,
/// waking the database and being woken by it costs more than the look-up, and one commit serves many.
/// </summary>
/// <param name="atOnce">How many trips may be under way at the same time.</param>
internal sealed class SharedTrips(Database database, int atOnce)
{
    /// <summary>So that nobody waits for the answers of too many others.</summary>
    private const int MostTogether = 32;

    private readonly Lock _lock = new();
    private readonly Queue<Errand> _waiting = new();
    private int _underWay;

    public Task<T> RunAsync<T>(Errand<T> errand, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        lock (_lock)
        {
            _waiting.Enqueue(errand);
            if (_underWay == atOnce) return errand.Outcome.WaitAsync(ct);
            _underWay++;
        }

        // The trips that follow are not this request's alone: neither its trace nor its culture goes along.
        using (ExecutionContext.SuppressFlow()) _ = TravelAsync();
        return errand.Outcome.WaitAsync(ct);
    }

    private async Task TravelAsync()
    {
        while (TakeWaiting() is { Count: > 0 } errands) await SendAsync(errands);
    }

    private List<Errand> TakeWaiting()
    {
        lock (_lock)
        {
            var errands = new List<Errand>(Math.Min(_waiting.Count, MostTogether));
            while (errands.Count < MostTogether && _waiting.TryDequeue(out var errand)) errands.Add(errand);
            if (errands.Count is 0) _underWay--;
            return errands;
        }
    }

    private async Task SendAsync(List<Errand> errands)
    {
        try
        {
            await using var batch = database.CreateBatch(errands);
            await ReadAsync(batch, errands);

            // Only now is it committed: none is told before.
            for (var i = 0; i < errands.Count; i++) errands[i].Finish(batch.BatchCommands[i].RecordsAffected);
        }
        catch (Exception exception)
        {
            // One statement's fault is not the others': what has left nothing behind is sent again, each by itself.
            foreach (var errand in errands)
            {
                if (database.MayRunAlone(errand.Statement, exception)) _ = errand.RunAloneAsync(database);
                else errand.Fail(exception);
            }
        }
    }

    private static async Task ReadAsync(DbBatch batch, List<Errand> errands)
    {
        await using var reader = await batch.ExecuteReaderAsync();
        foreach (var errand in errands)
        {
            if (!errand.ReturnsRows) continue;

            await errand.ReadAsync(reader);
            await reader.NextResultAsync();
        }
    }
}
