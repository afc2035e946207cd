using System.Diagnostics;
using System.Text.Json;

namespace IdentityServer.EndToEnd.Tests.Support;

/// <summary>A conversation with one of the programs in tests/interop: one JSON object a line, both ways.</summary>
internal sealed class NodeProgram : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    private NodeProgram(Process process) => (_process, _errors) = (process, process.StandardError.ReadToEndAsync());

    public static NodeProgram Start(string name, IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("node", [name])
        {
            WorkingDirectory = Checkout.Interop,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (setting, value) in settings) start.Environment[setting] = value;
        return new NodeProgram(Process.Start(start)!);
    }

    /// <summary>Everything that the program says up to and including the line named <paramref name="step"/>.</summary>
    public async Task<Dictionary<string, JsonElement>> HearUntilAsync(string step)
    {
        var heard = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        using var patience = new CancellationTokenSource(ProgramRun.Patience);
        while (await _process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            var said = JsonSerializer.Deserialize<JsonElement>(line);
            var name = said.GetProperty("step").GetString()!;
            if (name == "error") throw new InvalidOperationException($"The client gave up: {line}");

            heard[name] = said;
            if (name == step) return heard;
        }

        throw new InvalidOperationException($"The client ended before \"{step}\". {await _errors}");
    }

    public async Task SayAsync(object line)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(line));
        await _process.StandardInput.FlushAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }
}
