using System.Globalization;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;

namespace IdentityServer.Storage.PrivateClusters;

/// <summary>
/// Decides where the cluster lies. Usually that is the folder "postgres" of the data folder. Started as root from a place that only
/// root may enter, PostgreSQL's account could not read it there: then it lies under /var/lib and "postgres" is a link to it.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class ClusterHomeFinder(string dataDirectory, OsAccount account, ILogger logger)
{
    private const string OutsideRoot = "/var/lib/identityserver";
    private const UnixFileMode OnlyOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OthersMayPass = OnlyOwner | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly string _place = Path.Combine(dataDirectory, "postgres");

    public async Task<ClusterHome> FindOrMakeAsync(CancellationToken ct)
    {
        if (!account.IsOther)
        {
            Directory.CreateDirectory(_place, OnlyOwner);
            return new ClusterHome(ResolveLink() ?? _place, account);
        }

        if (ResolveLink() is { } target && Directory.Exists(target)) return new ClusterHome(target, account);
        if (ResolveLink() is not null) File.Delete(_place);

        var isNew = !Directory.Exists(_place);
        if (isNew) Directory.CreateDirectory(_place, OnlyOwner);
        var isOwned = !isNew || NativeMethods.TryChangeOwner(_place, account.UserId, account.GroupId);
        if (isOwned && (await account.RunAsync(["test", "-w", _place], null, ct)).Succeeded) return new ClusterHome(_place, account);

        return await MoveOutsideAsync(ct);
    }

    private string? ResolveLink() => new FileInfo(_place) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)?.FullName : null;

    private async Task<ClusterHome> MoveOutsideAsync(CancellationToken ct)
    {
        if (!Directory.Exists(OutsideRoot)) Directory.CreateDirectory(OutsideRoot);
        File.SetUnixFileMode(OutsideRoot, OthersMayPass); // Whatever the umask says.
        var outside = FreeName();

        // A cluster may already be here, if the folder above was closed or the checkout moved since. mv also crosses file systems.
        await new LeftOverPostmaster(new ClusterHome(_place, account), logger).EndAsync(ct);
        var self = new OsAccount(null, 0, 0);
        var moved = await self.RunAsync(["mv", "-T", _place, outside], null, ct);
        if (!moved.Succeeded || !NativeMethods.TryChangeOwner(outside, account.UserId, account.GroupId))
            throw new PrivateClusterException($"The private database could not be placed in {outside}. {moved.Errors.Trim()}");

        File.CreateSymbolicLink(_place, outside);
        Log.LiesOutside(logger, _place, outside);
        return new ClusterHome(outside, account);
    }

    // A data folder that was thrown away leaves its cluster behind; the next one at this path must not take it over.
    private string FreeName()
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(dataDirectory)))[..12];
        var name = Path.Combine(OutsideRoot, hash);
        for (var number = 2; Path.Exists(name); number++)
            name = Path.Combine(OutsideRoot, string.Create(CultureInfo.InvariantCulture, $"{hash}-{number}"));
        return name;
    }
}
