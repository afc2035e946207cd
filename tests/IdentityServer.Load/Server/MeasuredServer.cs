using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using IdentityServer.Load.Http;

namespace IdentityServer.Load.Server;

/// <summary>The server under load: a process of its own on a port of its own.</summary>
internal sealed partial class MeasuredServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private const int Terminate = 15;

    private readonly Process _process;

    private MeasuredServer(Process process, int port, TimeSpan startUp)
    {
        _process = process;
        Port = port;
        StartUp = startUp;
    }

    public int Port { get; }

    public int ProcessId => _process.Id;

    /// <summary>From the start of the process to its first answer.</summary>
    public TimeSpan StartUp { get; }

    /// <param name="program">The server's dll.</param>
    /// <param name="data">Its data folder.</param>
    /// <param name="connectionString">Null: it runs a database of its own in the data folder.</param>
    public static async Task<MeasuredServer> StartAsync(string program, string data, string? connectionString = null)
    {
        var port = FreePort();
        var start = new ProcessStartInfo("dotnet", [program]) { RedirectStandardOutput = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = start.Environment["Issuer"] = $"http://127.0.0.1:{port}";
        start.Environment["Data__Directory"] = data;
        start.Environment["Limits__Scale"] = "1000000";
        if (connectionString is null) start.Environment["Bootstrap__File"] = Path.Combine(data, Settings.File);
        else start.Environment["ConnectionStrings__Default"] = connectionString;

        var clock = Stopwatch.StartNew();
        var process = Process.Start(start) ?? throw new LoadException("The server could not be started.");
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        await FirstAnswerAsync(process, port, clock);
        return new MeasuredServer(process, port, clock.Elapsed);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _ = Signal(_process.Id, Terminate);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task FirstAnswerAsync(Process process, int port, Stopwatch clock)
    {
        while (clock.Elapsed < Patience)
        {
            if (process.HasExited) throw new LoadException("The server ended before it answered.");
            try
            {
                using var wire = new Wire(port);
                (await wire.SendAsync(Wire.Get("/.well-known/openid-configuration"))).Expect(200);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(5);
            }
        }

        throw new LoadException("The server did not answer in time.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
