namespace IdentityServer.TestSupport;

/// <summary>Clusters of test runs that were killed. Their lock is free, and not because it has only just been made.</summary>
internal static class AbandonedFolders
{
    public static void Remove(string prefix)
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), prefix + "*"))
        {
            try
            {
                var held = new FileInfo(Path.Combine(folder, "server.lock"));
                if (!held.Exists || DateTime.UtcNow - held.LastWriteTimeUtc < TimeSpan.FromMinutes(1)) continue;

                using (held.Open(FileMode.Open, FileAccess.ReadWrite, FileShare.None)) Directory.Delete(folder, recursive: true);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // In use, or somebody else's.
            }
        }
    }
}
