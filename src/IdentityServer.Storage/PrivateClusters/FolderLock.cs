using System.Globalization;

namespace IdentityServer.Storage.PrivateClusters;

/// <summary>
/// Keeps a second server out of a folder for as long as this process lives. The kernel holds the lock and drops it with the
/// process, however it ends, so no stale lock can remain.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _held;

    private FolderLock(FileStream held) => _held = held;

    /// <param name="name">Path of the lock without its extension; the owner's process number is kept beside it.</param>
    public static FolderLock Take(string name)
    {
        try
        {
            var held = new FileStream(name + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(name + ".pid", Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new FolderLock(held);
        }
        catch (IOException exception) when (exception is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException) && File.Exists(name + ".lock"))
        {
            throw new PrivateClusterException($"IdentityServer is already running from this folder (process {ReadOwner(name + ".pid")}).", exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new PrivateClusterException($"The data folder {Path.GetDirectoryName(name)} cannot be written by this user.", exception);
        }
    }

    public void Dispose() => _held.Dispose();

    private static string ReadOwner(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim() is { Length: > 0 } owner ? owner : "unknown";
        }
        catch (IOException)
        {
            return "unknown";
        }
    }
}
