using System.Runtime.InteropServices;

namespace IdentityServer.Web.Factors.Password;

/// <summary>Puts a thread behind all others in the queue for the processors.</summary>
internal static partial class BackgroundThread
{
    private const int WholeThread = 0;

    /// <summary>A tenth of anybody else's share: on a machine that is busy with tokens, people still get in.</summary>
    private const int Nice = 10;

    /// <summary>The shortest that Linux takes, in nanoseconds.</summary>
    private const ulong ShortestSlice = 100_000;

    /// <summary>Moves the calling thread back, as far as the system lets it.</summary>
    public static void Begin()
    {
        if (!OperatingSystem.IsLinux())
        {
            Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
            return;
        }

        // On Linux a thread has a nice value of its own, and Thread.Priority does nothing.
        _ = SetPriority(WholeThread, 0, Nice);
        if (NumberOfSetAttributes is { } call) ShortenSlice(call);
    }

    // sched_setattr(2) has no wrapper in the C library; its number differs.
    private static int? NumberOfSetAttributes => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 314,
        Architecture.Arm64 => 274,
        _ => null,
    };

    /// <summary>
    /// A request that wakes up while this thread runs waits until its slice is over, some milliseconds. From Linux 6.12 on a thread can ask for
    /// a shorter one; before, and where the call is forbidden, the nice value has to do.
    /// </summary>
    private static void ShortenSlice(int call)
    {
        var attributes = new SchedulingAttributes { Size = (uint)Marshal.SizeOf<SchedulingAttributes>(), Nice = Nice, Runtime = ShortestSlice };
        _ = SetAttributes(call, 0, ref attributes, 0);
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint who, int nice);

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint SetAttributes(nint number, nint thread, ref SchedulingAttributes attributes, nuint flags);

    /// <summary>struct sched_attr in its first version, of 48 bytes. Policy 0 is SCHED_OTHER.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct SchedulingAttributes
    {
        public uint Size;
        public uint Policy;
        public ulong Flags;
        public int Nice;
        public uint Priority;
        public ulong Runtime;
        public ulong Deadline;
        public ulong Period;
    }
}
