using IdentityServer.Load.Machine;
using IdentityServer.Load.Server;

namespace IdentityServer.Load.Operations;

/// <summary>Runs an operation on all lanes at once and reads from the kernel what it has cost the server and its database.</summary>
internal sealed class Measuring(MeasuredServer server, int lanes)
{
    private readonly WarmingUp _warmingUp = new(server);

    public async Task<Cost> MeasureAsync(Operation operation, int rounds, double scale)
    {
        var at = Enumerable.Range(0, lanes).Select(number => new Lane(number, server.Port)).ToArray();
        try
        {
            foreach (var lane in at) await operation.PrepareAsync(lane);
            var count = Math.Max(lanes, (int)(operation.Count * scale));
            if (scale > 0) await _warmingUp.RunAsync(operation, at);

            var costs = new List<Cost>();
            for (var round = 0; round < rounds; round++) costs.Add(await RoundAsync(operation, at, count));
            return costs.OrderBy(cost => cost.Total).ElementAt(costs.Count / 2);
        }
        finally
        {
            foreach (var lane in at) lane.Dispose();
        }
    }

    private async Task<Cost> RoundAsync(Operation operation, Lane[] at, int count)
    {
        var before = Read(operation);
        await RunAsync(operation, at, count);
        var after = Read(operation);
        return new Cost((after.Server - before.Server) / count * 1000, (after.Database - before.Database) / count * 1000);
    }

    private Cost Read(Operation operation)
    {
        var own = ProcessTree.OwnCpuSeconds(server.ProcessId);
        var except = operation.ExceptThreads is { } name ? ProcessTree.CpuSeconds(server.ProcessId, name) : 0;
        return new Cost(own - except, ProcessTree.CpuSeconds(server.ProcessId) - own);
    }

    private static async Task RunAsync(Operation operation, Lane[] at, int count)
    {
        var left = count;
        await Task.WhenAll(at.Select(async lane =>
        {
            while (Interlocked.Decrement(ref left) >= 0) await operation.RunAsync(lane);
        }));
    }
}

/// <summary>CPU-seconds; of a measured operation, per 1,000.</summary>
internal readonly record struct Cost(double Server, double Database)
{
    public double Total => Server + Database;
}
