using System.Runtime.Versioning;

namespace IdentityServer.TestSupport;

/// <summary>A folder of a test's own, gone with it. Other accounts may pass through it (PostgreSQL's must, under root), not look.</summary>
[SupportedOSPlatform("linux")]
public sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder(string name = "identityserver-test-")
    {
        Path = Directory.CreateTempSubdirectory(name).FullName;
        File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
    }

    public string Path { get; }

    public void Dispose()
    {
        // A server that was killed on purpose may still be writing its last file.
        for (var attempt = 0; Directory.Exists(Path); attempt++)
        {
            try
            {
                Directory.Delete(Path, recursive: true);
            }
            catch (IOException) when (attempt < 20)
            {
                Thread.Yield();
            }
        }
    }
}
