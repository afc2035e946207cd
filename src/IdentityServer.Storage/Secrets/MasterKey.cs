using System.Security.Cryptography;
using System.Text;

namespace IdentityServer.Storage.Secrets;

/// <summary>32 random bytes that all nodes share and no database holds. Each use gets a key of its own derived from it.</summary>
public sealed class MasterKey
{
    private const int Length = 32;

    private readonly byte[] _bytes;

    private MasterKey(byte[] bytes) => _bytes = bytes;

    /// <summary>From setting <c>Encryption:Key</c>.</summary>
    public static MasterKey Parse(string base64) => Parse(base64, "Encryption:Key");

    /// <summary>From the file that setting <c>Encryption:KeyFile</c> names.</summary>
    public static MasterKey ReadFile(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The key file {path} can't be read: {e.Message}", e);
        }
    }

    /// <summary>For development: reads the file, or makes one that only its owner may read.</summary>
    public static MasterKey ReadOrCreateFile(string path)
    {
        if (File.Exists(path)) return ReadFile(path);

        var draft = $"{path}.{Guid.NewGuid():N}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            WritePrivate(draft, Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length)));

            // Renamed only when complete, and never over another's: a process that was killed here leaves no half key.
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The key file {path} can't be written: {e.Message}", e);
        }

        return ReadFile(path);
    }

    /// <summary>Prints nothing of the key.</summary>
    public override string ToString() => nameof(MasterKey);

    /// <summary>A key for one purpose (HKDF, RFC 5869, with the purpose as info).</summary>
    internal byte[] Derive(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, _bytes, Length, info: Encoding.UTF8.GetBytes(purpose));

    private static MasterKey Parse(string base64, string source)
    {
        var bytes = new byte[Length + 1];
        return Convert.TryFromBase64String(base64.Trim(), bytes, out var length) && length == Length && IsRandom(bytes.AsSpan(0, Length))
            ? new(bytes[..Length])
            : throw new StorageException($"{source} has to hold 32 random bytes in base64, as \"openssl rand -base64 32\" prints them.");
    }

    // Nobody can tell chance from its results, but zeros and other placeholders are none.
    private static bool IsRandom(ReadOnlySpan<byte> bytes)
    {
        var seen = new HashSet<byte>();
        foreach (var b in bytes) seen.Add(b);
        return seen.Count > Length / 4;
    }

    private static void WritePrivate(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        using var file = new FileStream(path, options);
        file.Write(Encoding.ASCII.GetBytes(text));
        file.Flush(flushToDisk: true);
    }
}
