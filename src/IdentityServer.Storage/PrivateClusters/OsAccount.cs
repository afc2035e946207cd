using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace IdentityServer.Storage.PrivateClusters;

/// <summary>The operating-system account that PostgreSQL runs as: our own, or "postgres" when we are root, which PostgreSQL refuses.</summary>
internal sealed record OsAccount(string? Other, uint UserId, uint GroupId)
{
    private const string DebianName = "postgres";

    /// <summary>True when PostgreSQL runs as somebody else than this process.</summary>
    public bool IsOther => Other is not null;

    public static OsAccount ForPostgres() => Environment.IsPrivilegedProcess ? Find(DebianName) : new OsAccount(null, 0, 0);

    /// <summary>
    /// A command run as this account, in a process group of its own (a Ctrl-C in the terminal is for us to act on), with a bare
    /// environment (ours may hold secrets).
    /// </summary>
    /// <param name="endsWithThread">Whether the kernel sends it SIGINT when the thread that started it ends, as a killed server's do.</param>
    public ProcessStartInfo Command(IEnumerable<string> command, bool endsWithThread)
    {
        string[] leash = endsWithThread ? ["--pdeathsig", "INT"] : [];
        string[] identity = IsOther
            ? ["--reuid", UserId.ToString(CultureInfo.InvariantCulture), "--regid", GroupId.ToString(CultureInfo.InvariantCulture), "--clear-groups"]
            : [];
        var start = new ProcessStartInfo("setsid", ["setpriv", .. identity, .. leash, "--no-new-privs", .. command])
        {
            WorkingDirectory = "/",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/local/bin:/usr/bin:/bin";
        start.Environment["LC_ALL"] = "C";
        return start;
    }

    /// <summary>Runs a short command to its end.</summary>
    public async Task<CommandResult> RunAsync(IReadOnlyList<string> command, string? input, CancellationToken ct)
    {
        using var process = Start(Command(command, endsWithThread: false));
        var output = process.StandardOutput.ReadToEndAsync(ct);
        var errors = process.StandardError.ReadToEndAsync(ct);
        try
        {
            if (input is not null) await process.StandardInput.WriteAsync(input.AsMemory(), ct);
            process.StandardInput.Close();
            await process.WaitForExitAsync(ct);
            return new CommandResult(process.ExitCode, await output, await errors);
        }
        catch (IOException)
        {
            // It ended before it had read its input: what it said tells why.
            await process.WaitForExitAsync(ct);
            return new CommandResult(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    public static Process Start(ProcessStartInfo command)
    {
        try
        {
            return Process.Start(command)!;
        }
        catch (Win32Exception exception)
        {
            throw new PrivateClusterException("The programs setsid and setpriv are missing. Install them with: apt-get install util-linux", exception);
        }
    }

    private static OsAccount Find(string name)
    {
        foreach (var line in File.ReadLines("/etc/passwd"))
        {
            var fields = line.Split(':');
            if (fields.Length > 3 && fields[0] == name && uint.TryParse(fields[2], out var user) && uint.TryParse(fields[3], out var group))
                return new OsAccount(name, user, group);
        }

        throw new PrivateClusterException(
            $"PostgreSQL does not run as root, and this machine has no account \"{name}\" for it. Install it with: apt-get install postgresql");
    }
}

/// <summary>How a short command ended and what it said.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Errors)
{
    public bool Succeeded => ExitCode == 0;
}
