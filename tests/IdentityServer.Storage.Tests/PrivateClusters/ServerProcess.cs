using System.Diagnostics;
using System.Globalization;
using IdentityServer.Storage.PrivateClusters;
using Microsoft.Extensions.Logging.Abstractions;

namespace IdentityServer.Storage.Tests.PrivateClusters;

/// <summary>This test program, run once more as a server with a private cluster, to be killed.</summary>
internal sealed class ServerProcess : IDisposable
{
    public const string Argument = "serve-private-cluster";

    private readonly Process _process;

    private ServerProcess(Process process, string connectionString) => (_process, ConnectionString) = (process, connectionString);

    public string ConnectionString { get; }

    public int ProcessId => _process.Id;

    public static async Task<ServerProcess> StartAsync(string folder)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") start.ArgumentList.Add(typeof(ServerProcess).Assembly.Location);
        start.ArgumentList.Add(Argument);
        start.ArgumentList.Add(folder);
        var process = Process.Start(start)!;
        var connectionString = await process.StandardOutput.ReadLineAsync();
        return new ServerProcess(process, connectionString ?? throw new InvalidOperationException("The server ended at once."));
    }

    /// <summary>What that process does: start, tell how to connect, and wait for its end or the tests'.</summary>
    public static async Task<int> ServeAsync(string folder)
    {
        var options = new PrivateClusterOptions { DataDirectory = folder };
        await using var cluster = await PrivateCluster.StartAsync(options, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        await Console.Out.WriteLineAsync(cluster.ConnectionString);
        await Console.In.ReadLineAsync();
        return 0;
    }

    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        _process.Dispose();
    }

    public override string ToString() => ProcessId.ToString(CultureInfo.InvariantCulture);
}
