using System.Diagnostics;

namespace IdentityServer.EndToEnd.Tests.Support;

/// <summary>For what another process does in its own time: asked again and again until it is so, or for too long.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    public static async Task Async(Func<Task<bool>> isSo, Func<string> complaint)
    {
        var since = Stopwatch.GetTimestamp();
        while (!await isSo())
        {
            if (Stopwatch.GetElapsedTime(since) > ProgramRun.Patience) throw new TimeoutException(complaint());
            await Task.Delay(Interval);
        }
    }
}
