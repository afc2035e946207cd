using IdentityServer.Storage.Tests.PrivateClusters;

namespace IdentityServer.Storage.Tests;

internal static class EntryPoint
{
    public static async Task<int> Main(string[] args) =>
        args is [ServerProcess.Argument, var folder]
            ? await ServerProcess.ServeAsync(folder)
            : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
}
