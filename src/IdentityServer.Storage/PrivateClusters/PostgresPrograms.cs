using System.Globalization;

namespace IdentityServer.Storage.PrivateClusters;

/// <summary>The folder with PostgreSQL's programs, and their major version (null where the path does not tell).</summary>
internal sealed record PostgresPrograms(string Directory, int? MajorVersion)
{
    public const string FolderVariable = "IDENTITYSERVER_POSTGRES_BIN";

    public string Initdb => Path.Combine(Directory, "initdb");

    public string Postgres => Path.Combine(Directory, "postgres");

    /// <summary>The programs for a cluster that <paramref name="wantedVersion"/> made, or the newest for one to be made.</summary>
    /// <param name="installed">Debian's folder of installed versions, "15/bin" and so on below it.</param>
    public static PostgresPrograms Find(int? wantedVersion, string? configuredFolder, string? path, string installed = "/usr/lib/postgresql")
    {
        var found = Candidates(configuredFolder, path, installed).Where(candidate => candidate.Exist()).ToList();
        if (found.Count == 0)
        {
            throw new PrivateClusterException(configuredFolder is { Length: > 0 }
                ? $"{FolderVariable} names {configuredFolder}, where there is no PostgreSQL (initdb and postgres)."
                : "PostgreSQL is not installed. Install it with: apt-get install postgresql (or set ConnectionStrings__Default to use a server of your own).");
        }

        return found.Find(candidate => wantedVersion is null || candidate.MajorVersion is null || candidate.MajorVersion == wantedVersion)
            ?? throw new PrivateClusterException(
                $"The private database was made by PostgreSQL {wantedVersion}, but this machine has {found[0].MajorVersion}. " +
                $"Install the former with: apt-get install postgresql-{wantedVersion}");
    }

    private static IEnumerable<PostgresPrograms> Candidates(string? configuredFolder, string? path, string installed)
    {
        if (configuredFolder is { Length: > 0 }) return [new PostgresPrograms(configuredFolder, null)];

        var versions = System.IO.Directory.Exists(installed) ? System.IO.Directory.EnumerateDirectories(installed) : [];
        var versioned = versions
            .Select(folder => new PostgresPrograms(Path.Combine(folder, "bin"), VersionOf(Path.GetFileName(folder))))
            .OrderByDescending(candidate => candidate.MajorVersion ?? 0);
        var onPath = (path ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Where(Path.IsPathRooted)
            .Select(folder => new PostgresPrograms(folder, null));
        return versioned.Concat(onPath);
    }

    private static int? VersionOf(string name) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;

    private bool Exist() => File.Exists(Initdb) && File.Exists(Postgres);
}
