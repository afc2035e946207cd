using IdentityServer.Load.Machine;
using IdentityServer.Load.Operations;
using IdentityServer.Load.Server;

namespace IdentityServer.Load;

/// <summary>One run: start and memory, every operation, the flood.</summary>
internal static class Run
{
    public static async Task AllAsync(MeasuredServer server, string data, Arguments arguments, Report report)
    {
        using var signatures = new Signatures();
        signatures.Rs256();
        signatures.Es256();
        var idle = ProcessTree.ResidentMegabytes(server.ProcessId);

        report.Begin(signatures.Rs256(), signatures.Es256());
        var measuring = new Measuring(server, arguments.Lanes);
        foreach (var operation in BudgetedOperations.All.Where(operation => arguments.Only is not { } part || operation.Name.Contains(part, StringComparison.Ordinal)))
        {
            // Around each operation: the machine's speed may change in the course of a run.
            var before = signatures.Rs256();
            var cost = await measuring.MeasureAsync(operation, arguments.Rounds, arguments.Scale);
            report.Add(operation, cost, (before + signatures.Rs256()) / 2);
        }

        report.Write($"");
        if (arguments.Only is null or "start") await AroundAsync(server, data, idle, arguments, report);
        if (arguments.Only is null or "flood") await FloodAsync(server, arguments, report);
    }

    private static async Task AroundAsync(MeasuredServer server, string data, double idle, Arguments arguments, Report report)
    {
        report.Write($"Idle memory: {idle:0} MB. After the load: {ProcessTree.ResidentMegabytes(server.ProcessId):0} MB.");
        await using (var second = await MeasuredServer.StartAsync(arguments.Program, data, PrivateDatabase.ConnectionString(data)))
            report.Write($"Start to first answer with the database up: {second.StartUp.TotalSeconds:0.0} s. With an empty data folder: {server.StartUp.TotalSeconds:0.0} s.");
    }

    private static async Task FloodAsync(MeasuredServer server, Arguments arguments, Report report)
    {
        var (quiet, flooded) = await new Flood(server, arguments.SignIns).MeasureAsync();
        report.Write($"{arguments.SignIns} sign-ins at once: the token endpoint's p99 goes from {quiet:0.0} ms to {flooded:0.0} ms ({flooded / quiet:0.0} times).");
    }
}
