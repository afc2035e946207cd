using System.Runtime.Versioning;
using Microsoft.Extensions.Logging;

namespace IdentityServer.Storage.PrivateClusters;

/// <summary>Makes the cluster on the first start, and mends its password when the file with it was lost.</summary>
[SupportedOSPlatform("linux")]
internal sealed class ClusterMaker(ClusterHome home, PasswordFile passwords, ILogger logger)
{
    // $1 draft folder, $2 cluster, $3 initdb, $4 "--no-sync" or "". The password comes in on standard input. C.UTF-8 sorts by code
    // point and knows letters; where the C library lacks it, C sorts alike and knows only ASCII ones.
    private const string MakeScript = """
        set -e
        umask 077
        rm -rf "$1"
        mkdir "$1"
        cat >"$1/password"
        make() {
            "$3" --pgdata="$1/data" --username=identityserver --pwfile="$1/password" --auth-local=scram-sha-256 --auth-host=scram-sha-256 \
                --encoding=UTF8 --locale="$5" --data-checksums $4 >/dev/null
        }
        make "$1" "$2" "$3" "$4" C.UTF-8 2>/dev/null || make "$1" "$2" "$3" "$4" C
        mv -T "$1/data" "$2"
        rm -rf "$1"
        """;

    private const string FolderScript = "umask 077 && mkdir -p \"$@\"";

    public async Task<string> EnsureAsync(PostgresPrograms programs, bool durable, CancellationToken ct)
    {
        if (!Directory.Exists(home.LogDirectory) || !Directory.Exists(home.Socket))
            Check(await home.Account.RunAsync(["sh", "-c", FolderScript, "sh", home.LogDirectory, home.Socket], null, ct));

        if (home.ReadMajorVersion() is not null) return passwords.Read() ?? await ResetPasswordAsync(programs, ct);

        Log.MakingCluster(logger, home.Data);
        var password = passwords.Read() ?? passwords.Make();
        Check(await home.Account.RunAsync(
            ["sh", "-c", MakeScript, "sh", Path.Combine(home.Directory, "draft"), home.Data, programs.Initdb, durable ? "" : "--no-sync"], password, ct));
        return password;
    }

    private async Task<string> ResetPasswordAsync(PostgresPrograms programs, CancellationToken ct)
    {
        var password = passwords.Make();
        var statement = $"ALTER ROLE {ClusterDatabase.Role} PASSWORD '{password}';\n";
        Check(await home.Account.RunAsync([programs.Postgres, "--single", "-D", home.Data, "postgres"], statement, ct));
        Log.PasswordReset(logger);
        return password;
    }

    private void Check(CommandResult result)
    {
        if (!result.Succeeded)
            throw new PrivateClusterException($"The private database could not be prepared in {home.Directory}. {result.Errors.ReplaceLineEndings(" ").Trim()}");
    }
}
