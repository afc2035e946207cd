using System.Text;

namespace IdentityServer.Web.Bootstrap;

/// <summary>The program's commands <c>apply PATH</c> and <c>export [PATH] [--with-secrets]</c>.</summary>
internal static class BootstrapCommands
{
    internal const int Done = 0, Failed = 1, WrongUsage = 2;

    private const string WithSecrets = "--with-secrets";

    private const string Usage =
        """
        Usage: IdentityServer.Web apply PATH                      brings the database to what a bootstrap file says
               IdentityServer.Web export [PATH] [--with-secrets]  writes the database as a bootstrap file
        """;

    /// <summary>Runs a command; the result is the program's exit code.</summary>
    internal static async Task<int> RunAsync(IServiceProvider services, string[] args, TextWriter output, TextWriter error, CancellationToken ct)
    {
        var options = args.Skip(1).Where(arg => arg.StartsWith("--", StringComparison.Ordinal)).ToList();
        var paths = args.Skip(1).Where(arg => !arg.StartsWith("--", StringComparison.Ordinal)).ToList();
        return (args.FirstOrDefault(), paths, options) switch
        {
            ("apply", [var path], []) => await ApplyAsync(services, path, output, error, ct),
            ("export", [], [] or [WithSecrets]) => await ExportAsync(services, null, options.Count > 0, output, error, ct),
            ("export", [var path], [] or [WithSecrets]) => await ExportAsync(services, path, options.Count > 0, output, error, ct),
            _ => await RefuseAsync(error),
        };
    }

    /// <summary>Applies a file, as <c>Bootstrap:File</c> asks for at start-up too; says what came of it.</summary>
    internal static async Task<int> ApplyAsync(IServiceProvider services, string path, TextWriter output, TextWriter error, CancellationToken ct)
    {
        byte[] text;
        try
        {
            text = await File.ReadAllBytesAsync(path, ct);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"The bootstrap file {path} can't be read: {exception.Message}");
            return Failed;
        }

        switch (BootstrapFile.Parse(text, Path.GetFileName(path), Environment.GetEnvironmentVariable))
        {
            case BootstrapParsing.Problems problems:
                return await ReportAsync(problems.List, error);
            case BootstrapParsing.Parsed { Document.IsDemo: true } when !services.GetRequiredService<IHostEnvironment>().IsDevelopment():
                await error.WriteLineAsync($"The bootstrap file {path} holds demo data (\"demo\": true), whose passwords everybody knows: it has no place outside Development.");
                return Failed;
            case BootstrapParsing.Parsed parsed:
                await using (var scope = services.CreateAsyncScope())
                {
                    var outcome = await scope.ServiceProvider.GetRequiredService<BootstrapApplier>().ApplyAsync(parsed.Document, ct);
                    return await ReportAsync(outcome, path, output, error);
                }

            default:
                throw new InvalidOperationException("There is no other way to end.");
        }
    }

    private static async Task<int> ReportAsync(BootstrapOutcome outcome, string path, TextWriter output, TextWriter error)
    {
        switch (outcome)
        {
            case BootstrapOutcome.Problems problems:
                return await ReportAsync(problems.List, error);
            case BootstrapOutcome.Changed changed:
                foreach (var what in changed.What) await output.WriteLineAsync(what);
                await output.WriteLineAsync($"{path}: applied, {changed.What.Count} {(changed.What.Count == 1 ? "change" : "changes")}.");
                return Done;
            default:
                await output.WriteLineAsync($"{path}: nothing to change.");
                return Done;
        }
    }

    private static async Task<int> ReportAsync(IReadOnlyList<BootstrapProblem> problems, TextWriter error)
    {
        foreach (var problem in problems) await error.WriteLineAsync(problem.ToString());
        await error.WriteLineAsync("Nothing was changed.");
        return Failed;
    }

    private static async Task<int> ExportAsync(
        IServiceProvider services, string? path, bool withSecrets, TextWriter output, TextWriter error, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var exporter = scope.ServiceProvider.GetRequiredService<BootstrapExporter>();
        if (path is null)
        {
            using var text = new MemoryStream();
            await exporter.ExportAsync(text, withSecrets, ct);
            await output.WriteLineAsync(Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length).AsMemory(), ct);
            return Done;
        }

        try
        {
            await WriteFileAsync(path, stream => exporter.ExportAsync(stream, withSecrets, ct));
            return Done;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"The file {path} can't be written: {exception.Message}");
            return Failed;
        }
    }

    // It holds hashes of passwords: for the owner's eyes only, and never half a file.
    private static async Task WriteFileAsync(string path, Func<Stream, Task> write)
    {
        var unfinished = $"{path}.{Guid.NewGuid():n}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            await using (var file = new FileStream(unfinished, options)) await write(file);
            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private static async Task<int> RefuseAsync(TextWriter error)
    {
        await error.WriteLineAsync(Usage);
        return WrongUsage;
    }
}
