using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace IdentityServer.Storage.PrivateClusters;

/// <summary>
/// Runs PostgreSQL as a child, and again when it ends by itself. One thread starts it and waits for it, for the kernel ties the
/// child's life to the thread that started it, not to the process (prctl PR_SET_PDEATHSIG).
/// </summary>
internal sealed class PostmasterSupervisor : IAsyncDisposable
{
    private const int TriesOfFirstStart = 5;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongEnoughToForget = TimeSpan.FromMinutes(1);

    private readonly ClusterHome _home;
    private readonly ProcessStartInfo _command;
    private readonly bool _durable;
    private readonly LeftOverPostmaster _leftOver;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _child = new();
    private int _processId;
    private int _failures;

    public PostmasterSupervisor(ClusterHome home, ProcessStartInfo command, bool durable, TimeProvider clock, ILogger logger)
    {
        (_home, _command, _durable, _clock, _logger) = (home, command, durable, clock, logger);
        _leftOver = new LeftOverPostmaster(home, logger);
    }

    /// <summary>Returns once PostgreSQL takes connections.</summary>
    public async Task StartAsync(CancellationToken ct)
    {
        new Thread(Run) { IsBackground = true, Name = "PostgreSQL" }.Start();
        await _ready.Task.WaitAsync(ct);
    }

    public async Task StopAsync()
    {
        lock (_child) _stopping.Cancel();
        foreach (var (signal, patience) in new[] { (NativeMethods.Interrupt, 20), (NativeMethods.Quit, 5), (NativeMethods.Kill, 5) })
        {
            // Writing everything out in good order is for data that somebody will miss.
            if (signal == NativeMethods.Interrupt && !_durable) continue;

            lock (_child)
            {
                if (_processId > 0) NativeMethods.Signal(_processId, signal);
            }

            if (await Task.WhenAny(_ended.Task, Task.Delay(TimeSpan.FromSeconds(patience))) == _ended.Task) break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stopping.Dispose();
    }

    private void Run()
    {
        try
        {
            while (!_stopping.IsCancellationRequested)
            {
                var startedAt = _clock.GetTimestamp();
                var failure = RunOnce();
                if (failure is null) break;

                _failures = _clock.GetElapsedTime(startedAt) > LongEnoughToForget ? 1 : _failures + 1;
                if (!_ready.Task.IsCompleted && _failures >= TriesOfFirstStart) throw failure;

                var pause = Pause(_failures);
                Log.Restarting(_logger, (int)pause.TotalMilliseconds, failure.Message);
                _stopping.Token.WaitHandle.WaitOne(pause);
            }
        }
        catch (Exception exception)
        {
            _ready.TrySetException(exception);
        }
        finally
        {
            _ended.TrySetResult();
        }
    }

    // Null when it ended because we asked.
    private PrivateClusterException? RunOnce()
    {
        try
        {
            _leftOver.EndAsync(_stopping.Token).GetAwaiter().GetResult();
            var (exitCode, said) = RunToEnd();
            return _stopping.IsCancellationRequested
                ? null
                : new PrivateClusterException($"The private PostgreSQL in {_home.Directory} ended (code {exitCode}; its log is in {_home.LogDirectory}). {said}");
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (PrivateClusterException exception)
        {
            return exception;
        }
        catch (IOException exception)
        {
            return new PrivateClusterException($"The private PostgreSQL in {_home.Directory} cannot be started: {exception.Message}", exception);
        }
    }

    private (int ExitCode, string Said) RunToEnd()
    {
        Process process;
        lock (_child)
        {
            _stopping.Token.ThrowIfCancellationRequested();
            process = OsAccount.Start(_command);
            _processId = process.Id;
        }

        using (process)
        {
            process.StandardInput.Close();
            var errors = process.StandardError.ReadToEndAsync();
            _ = ReportReadinessAsync(process.Id);
            process.WaitForExit();
            lock (_child) _processId = 0;

            // Its own children may hold the pipe a moment longer than it lives.
            var said = errors.Wait(TimeSpan.FromSeconds(1)) ? errors.Result.ReplaceLineEndings(" ").Trim() : "";
            return (process.ExitCode, said);
        }
    }

    private async Task ReportReadinessAsync(int processId)
    {
        while (!_ready.Task.IsCompleted && Volatile.Read(ref _processId) == processId)
        {
            if (PostmasterFile.Read(_home) is { IsReady: true } file && file.ProcessId == processId) _ready.TrySetResult();
            else await Task.Delay(TimeSpan.FromMilliseconds(5));
        }
    }

    private static TimeSpan Pause(int failures)
    {
        var pause = TimeSpan.FromMilliseconds(100 * Math.Pow(2, Math.Min(failures - 1, 10)));
        return pause < LongestPause ? pause : LongestPause;
    }
}
