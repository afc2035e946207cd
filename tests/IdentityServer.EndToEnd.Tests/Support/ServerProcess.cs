using System.Globalization;

namespace IdentityServer.EndToEnd.Tests.Support;

/// <summary>The real server as a process of its own, from its start until it is ready and to its end.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const int MostPorts = 5;

    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(10) };

    private readonly ProgramRun _run;

    private ServerProcess(ProgramRun run, ServerSetup setup, int port)
    {
        (_run, Setup, Port) = (run, setup, port);
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}"));
    }

    public ServerSetup Setup { get; }

    public int Port { get; }

    public Uri Address { get; }

    public string Issuer => Setup.Issuer ?? Address.GetLeftPart(UriPartial.Authority);

    public bool HasExited => _run.HasExited;

    public string Log => _run.ToString();

    /// <summary>What the log calls an error, with the two lines that follow.</summary>
    public string Faults
    {
        get
        {
            var lines = Log.Split('\n');
            return string.Join('\n', lines.Index().Where(line => line.Item.StartsWith("fail:", StringComparison.Ordinal) || line.Item.StartsWith("crit:", StringComparison.Ordinal))
                .Take(20).Select(line => string.Join('\n', lines.Skip(line.Index).Take(3))));
        }
    }

    /// <summary>Starts a server and waits until it is ready.</summary>
    /// <param name="port">Given when it has to be the same as before.</param>
    public static async Task<ServerProcess> StartAsync(ServerSetup setup, int? port = null)
    {
        for (var tried = 1; ; tried++)
        {
            var server = Launch(setup, port ?? Ports.FindFree());
            if (await server.IsReadyAsync()) return server;

            var log = server.Log;
            await server.DisposeAsync();
            if (tried == MostPorts || !log.Contains("address already in use", StringComparison.OrdinalIgnoreCase))
                throw new InvalidOperationException($"The server did not start.\n{log}");
        }
    }

    /// <summary>Runs a start that fails, or a command, to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(ServerSetup setup, string[] arguments, int? port = null)
    {
        await using var run = ProgramRun.Start(Checkout.Server, arguments, setup.ToEnvironment(port ?? Ports.FindFree()));
        var code = await run.EndAsync();
        return (code, run.Output, run.Errors);
    }

    /// <summary>SIGKILL: what a power cut leaves behind.</summary>
    public void Kill() => _run.Kill();

    public string At(string path) => Address.GetLeftPart(UriPartial.Authority) + path;

    public ValueTask DisposeAsync() => _run.DisposeAsync();

    private static ServerProcess Launch(ServerSetup setup, int port) => new(ProgramRun.Start(Checkout.Server, [], setup.ToEnvironment(port)), setup, port);

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            await Eventually.Async(async () => _run.HasExited || await AnswersAsync(), () => $"The server is not ready.\n{Log}");
        }
        catch (TimeoutException)
        {
            _run.Kill();
            throw;
        }

        return !_run.HasExited;
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var answer = await Http.GetAsync(At("/health/ready"));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
