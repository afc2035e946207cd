using System.Net.Sockets;
using IdentityServer.Storage;
using IdentityServer.Storage.PrivateClusters;
using IdentityServer.Web.Admin.Logs;
using IdentityServer.Web.Bootstrap;
using IdentityServer.Web.Factors.TemporaryAccessPass;
using Microsoft.AspNetCore.Connections;

namespace IdentityServer.Web.Hosting;

/// <summary>From the command line to a running server. Whatever stops it from starting is one sentence on standard error and exit code 1.</summary>
internal static class Server
{
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            return args is ["apply" or "export" or PassCommand.Name or VerifyCommand.Name, ..] ? await CommandAsync(args) : await ServeAsync(args);
        }
        catch (Exception problem) when (SentenceOf(problem) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            return 1;
        }
    }

    private static async Task<int> ServeAsync(string[] args)
    {
        var builder = Composition.CreateBuilder(args);
        var quiet = new QuietStart(builder.Logging);
        var settings = ServerSettings.Read(builder.Configuration, builder.Environment);
        using var loggers = LoggerFactory.Create(logging => logging.AddConfiguration(builder.Configuration.GetSection("Logging")).AddConsole());
        await using var database = await DatabaseChoice.OpenAsync(settings, loggers, CancellationToken.None);

        await using var app = Composition.Build(builder, settings, () => database.ConnectionString);
        await app.Services.GetRequiredService<IDatabaseStartup>().PrepareAsync(CancellationToken.None);
        if (settings.BootstrapFile is { } file && await BootstrapCommands.RunAsync(app.Services, ["apply", file], TextWriter.Null, Console.Error, CancellationToken.None) is not 0 and var code)
            return code;

        await StartAsync(app);
        quiet.End();
        await Greeting.WriteAsync(app, settings, Console.Out);

        // Starting takes memory that answering does not: what is left of it goes back to the system.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        await app.WaitForShutdownAsync();
        return 0;
    }

    /// <summary>What has started by the time something else can't is stopped in order, or it would complain of what was taken from under it.</summary>
    private static async Task StartAsync(WebApplication app)
    {
        // Made before any is started: what can't be made leaves nothing to stop.
        var services = app.Services.GetServices<IHostedService>().ToList();
        try
        {
            await app.StartAsync();
        }
        catch
        {
            // The host stops nothing unless it got as far as starting something.
            for (var i = services.Count - 1; i >= 0; i--) await services[i].StopAsync(CancellationToken.None);
            throw;
        }
    }

    /// <summary>"apply PATH", "export [PATH]", "issue-pass NAME" and "verify": the same configuration, no listening.</summary>
    private static async Task<int> CommandAsync(string[] args)
    {
        var builder = Composition.CreateBuilder([.. args.Where(arg => arg.StartsWith("--", StringComparison.Ordinal) && arg.Contains('=', StringComparison.Ordinal))]);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var settings = ServerSettings.Read(builder.Configuration, builder.Environment);
        // Standard output is for what was asked for: "export > file" has to be JSON.
        using var loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Warning).AddConsole(ToStandardError));
        builder.Logging.AddConsole(ToStandardError);
        await using var database = await DatabaseChoice.OpenAsync(settings, loggers, CancellationToken.None);

        await using var app = Composition.Build(builder, settings, () => database.ConnectionString);
        await app.Services.GetRequiredService<IDatabaseStartup>().PrepareAsync(CancellationToken.None);
        string[] command = [.. args.Where(arg => !arg.StartsWith("--", StringComparison.Ordinal) || !arg.Contains('=', StringComparison.Ordinal))];
        return command[0] switch
        {
            PassCommand.Name => await PassCommand.RunAsync(app.Services, command, Console.Out, Console.Error, CancellationToken.None),
            VerifyCommand.Name => await VerifyCommand.RunAsync(app.Services, command, Console.Out, Console.Error, CancellationToken.None),
            _ => await BootstrapCommands.RunAsync(app.Services, command, Console.Out, Console.Error, CancellationToken.None),
        };
    }

    private static void ToStandardError(Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions options) => options.LogToStandardErrorThreshold = LogLevel.Trace;

    private static string? SentenceOf(Exception problem) => problem switch
    {
        StartupProblem or StorageException or PrivateClusterException => problem.Message,
        Microsoft.Extensions.Options.OptionsValidationException invalid => string.Join(Environment.NewLine, invalid.Failures),
        IOException { InnerException: AddressInUseException } => $"{problem.Message.TrimEnd('.')}. Stop the program that listens there, or set ASPNETCORE_URLS.",
        // The binder of options has no exception of its own, but its sentence names the setting.
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } => problem.Message,
        SocketException { SocketErrorCode: SocketError.AccessDenied } => "The port may not be opened by this user. Set ASPNETCORE_URLS to a port above 1023.",
        _ => null,
    };
}
