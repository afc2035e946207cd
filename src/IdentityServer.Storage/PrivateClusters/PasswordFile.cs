using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;

namespace IdentityServer.Storage.PrivateClusters;

/// <summary>The random password of the cluster's only role, readable by the server's own account alone.</summary>
[SupportedOSPlatform("linux")]
internal sealed class PasswordFile(string dataDirectory)
{
    private const int Length = 64;

    private readonly string _path = Path.Combine(dataDirectory, "postgres.password");

    public string? Read() => File.Exists(_path) && File.ReadAllText(_path) is { Length: Length } password ? password : null;

    public string Make()
    {
        var password = RandomNumberGenerator.GetHexString(Length, lowercase: true);
        var draft = _path + ".new";
        File.Delete(draft);

        // On disk before the cluster has it: no moment to be killed in leaves a cluster that nobody can open.
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using (var file = new FileStream(draft, options))
        {
            file.Write(Encoding.ASCII.GetBytes(password));
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, _path, overwrite: true);
        return password;
    }
}
