using System.Runtime.Versioning;
using IdentityServer.Storage.PrivateClusters;
using IdentityServer.TestSupport;

namespace IdentityServer.Storage.Tests.PrivateClusters;

[SupportedOSPlatform("linux")]
public sealed class PostgresProgramsTests : IDisposable
{
    private readonly TemporaryFolder _machine = new();

    [Fact]
    public void Says_what_to_install_when_there_are_none()
    {
        var refusal = Assert.Throws<PrivateClusterException>(() => PostgresPrograms.Find(null, null, null, Installed()));

        Assert.Contains("apt-get install postgresql ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Takes_the_newest_for_a_new_cluster_and_the_same_version_for_an_old_one()
    {
        var installed = Installed("9", "15", "17");

        var forNew = PostgresPrograms.Find(null, null, null, installed);
        var forOld = PostgresPrograms.Find(15, null, null, installed);

        Assert.Equal(17, forNew.MajorVersion);
        Assert.Equal(Path.Combine(installed, "15", "bin"), forOld.Directory);
    }

    [Fact]
    public void Says_which_version_made_the_cluster_when_it_is_gone()
    {
        var refusal = Assert.Throws<PrivateClusterException>(() => PostgresPrograms.Find(15, null, null, Installed("17")));

        Assert.Contains("apt-get install postgresql-15", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Looks_on_the_path_after_the_installed_versions()
    {
        var onPath = Folder("custom");

        var alone = PostgresPrograms.Find(null, null, "relative:/nowhere:" + onPath, Installed());

        Assert.Equal(onPath, alone.Directory);
    }

    [Fact]
    public void Uses_the_configured_folder_and_nothing_else()
    {
        var configured = Folder("configured");
        var installed = Installed("17");

        Assert.Equal(configured, PostgresPrograms.Find(null, configured, null, installed).Directory);
        var refusal = Assert.Throws<PrivateClusterException>(() => PostgresPrograms.Find(null, "/nowhere", null, installed));
        Assert.StartsWith("IDENTITYSERVER_POSTGRES_BIN names /nowhere", refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _machine.Dispose();

    private string Installed(params string[] versions)
    {
        foreach (var version in versions) Folder("installed", version, "bin");
        return Path.Combine(_machine.Path, "installed");
    }

    private string Folder(params string[] path)
    {
        var folder = Path.Combine([_machine.Path, .. path]);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "initdb"), "");
        File.WriteAllText(Path.Combine(folder, "postgres"), "");
        return folder;
    }
}
