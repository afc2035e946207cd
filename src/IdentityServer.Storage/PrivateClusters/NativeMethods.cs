using System.Runtime.InteropServices;
using System.Text;

namespace IdentityServer.Storage.PrivateClusters;

/// <summary>The two calls of the C library that .NET has no words for.</summary>
internal static class NativeMethods
{
    /// <summary>PostgreSQL's fast shutdown: open transactions are rolled back, everything is written, then it ends.</summary>
    public const int Interrupt = 2;

    /// <summary>PostgreSQL's immediate shutdown: ends at once and replays its log at the next start.</summary>
    public const int Quit = 3;

    public const int Kill = 9;

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int processId, int signal);

    [DllImport("libc", EntryPoint = "lchown", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ChangeOwner(byte[] path, uint userId, uint groupId);

    public static void Signal(int processId, int signal) => _ = SendSignal(processId, signal);

    /// <summary>False where the file system knows no owners or refuses.</summary>
    public static bool TryChangeOwner(string path, uint userId, uint groupId) => ChangeOwner(Encoding.UTF8.GetBytes(path + '\0'), userId, groupId) == 0;
}
