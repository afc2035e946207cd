using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace IdentityServer.Messaging.Tests.Senders;

/// <summary>Debian's mail server in Python (python3-aiosmtpd, for Debian's own interpreter), as a process of its own. Where it is missing, its tests fail and say so.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly Process _process;

    private MailServer(Process process, int port) => (_process, Port) = (process, port);

    internal int Port { get; }

    internal static async Task<MailServer> StartAsync((string Certificate, string Key)? tls)
    {
        var start = new ProcessStartInfo("/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "Senders", "smtp_server.py"), .. tls is { } files ? new[] { files.Certificate, files.Key } : []])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        if (line is null) Assert.Fail("The mail server did not start; apt-get install python3-aiosmtpd. " + await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        return new MailServer(process, int.Parse(line, CultureInfo.InvariantCulture));
    }

    /// <summary>The next mail that it has taken.</summary>
    internal async Task<JsonElement> ReceiveAsync() =>
        JsonSerializer.Deserialize<JsonElement>((await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!);

    /// <summary>Ends it; the number of mails taken that no test has looked at.</summary>
    internal async Task<int> StopAsync()
    {
        _process.Kill();
        var rest = await _process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        return rest.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }
}
