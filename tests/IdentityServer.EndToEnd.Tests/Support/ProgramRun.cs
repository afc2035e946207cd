using System.Diagnostics;
using System.Text;

namespace IdentityServer.EndToEnd.Tests.Support;

/// <summary>One of our programs as a process: its environment is what the test says, and everything it writes is kept.</summary>
internal sealed class ProgramRun : IAsyncDisposable
{
    /// <summary>What a quiet machine does in a second or two; a busy one may take long.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private static readonly string[] Inherited = ["PATH", "HOME", "DOTNET_ROOT", "TMPDIR", "LANG", "USER", "IDENTITYSERVER_POSTGRES_BIN"];

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly Task _reading;

    private ProgramRun(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput, _output), ReadAsync(process.StandardError, _errors));

        // A test run that is ended early takes its programs along.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Kill();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public string Output => Read(_output);

    public string Errors => Read(_errors);

    public static ProgramRun Start(string program, IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string>> environment)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.ArgumentList.Add(program);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);

        start.Environment.Clear();
        foreach (var name in Inherited)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value) start.Environment[name] = value;
        }

        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new ProgramRun(Process.Start(start)!);
    }

    /// <summary>The exit code of a program that ends by itself.</summary>
    public Task<int> EndAsync() => EndAsync(Patience);

    /// <summary>As the other, for what takes longer.</summary>
    public async Task<int> EndAsync(TimeSpan atMost)
    {
        using var patience = new CancellationTokenSource(atMost);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The program did not end.\n{this}");
        }

        await _reading;
        return _process.ExitCode;
    }

    /// <summary>SIGKILL, to this process alone.</summary>
    public void Kill()
    {
        if (HasExited) return;
        _process.Kill();
        _process.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        if (!HasExited)
        {
            // An orderly end (SIGTERM) lets a private database go along.
            using (var kill = Process.Start("kill", ["-TERM", Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                Kill();
            }
        }

        await _reading;
    }

    public override string ToString() => $"--- output\n{Output}\n--- errors\n{Errors}";

    private static async Task ReadAsync(StreamReader reader, StringBuilder kept)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (kept) kept.AppendLine(line);
        }
    }

    private static string Read(StringBuilder kept)
    {
        lock (kept) return kept.ToString();
    }
}
