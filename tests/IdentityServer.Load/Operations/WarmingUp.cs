using System.Diagnostics;
using IdentityServer.Load.Machine;
using IdentityServer.Load.Server;

namespace IdentityServer.Load.Operations;

/// <summary>
/// Runs an operation unmeasured until the server's compiler has little left to do: what runs often is compiled anew, in the background and
/// more than once, and a budget is about the server that has been up for a while.
/// </summary>
internal sealed class WarmingUp(MeasuredServer server)
{
    /// <summary>The thread that compiles what runs often, by its name as the kernel keeps it.</summary>
    private const string Compiler = ".NET Tiered Com";

    /// <summary>Share of the server's time below which compiling no longer matters.</summary>
    private const double Little = 0.03;

    private const int QuietSlices = 3;

    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan QuickPart = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(30);

    public async Task RunAsync(Operation operation, Lane[] lanes)
    {
        if (operation.QuickPartAsync is { } quickPart) await UntilSettledAsync(quickPart, lanes, QuickPart);
        await UntilSettledAsync(operation.RunAsync, lanes, AtMost);
    }

    private async Task UntilSettledAsync(Func<Lane, Task> run, Lane[] lanes, TimeSpan atMost)
    {
        var clock = Stopwatch.StartNew();
        for (var quiet = 0; quiet < QuietSlices && clock.Elapsed < atMost;)
        {
            var (compiler, all) = Read();
            await Task.WhenAll(lanes.Select(lane => RunForAsync(run, lane, Slice)));
            var (compilerAfter, allAfter) = Read();

            // The compiler's thread ends when it has had nothing to do for a while: its time is less then.
            quiet = compilerAfter - compiler < (allAfter - all) * Little ? quiet + 1 : 0;
        }
    }

    private static async Task RunForAsync(Func<Lane, Task> run, Lane lane, TimeSpan time)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < time) await run(lane);
    }

    private (double Compiler, double All) Read() => (ProcessTree.CpuSeconds(server.ProcessId, Compiler), ProcessTree.OwnCpuSeconds(server.ProcessId));
}
