using System.Runtime.Versioning;
using IdentityServer.Storage.PrivateClusters;
using Npgsql;

namespace IdentityServer.Storage.Tests.PrivateClusters;

[SupportedOSPlatform("linux")]
public sealed class PrivateClusterTests
{
    private const UnixFileMode OnlyOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    [Fact]
    public async Task Lets_in_only_who_knows_the_password_and_only_through_a_socket_of_its_own()
    {
        using var folder = new ClusterFolder();
        await using var cluster = await folder.StartAsync();
        var stranger = new NpgsqlConnectionStringBuilder(cluster.ConnectionString) { Password = "guessed" };
        var nobody = new NpgsqlConnectionStringBuilder(cluster.ConnectionString) { Password = null };

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => ClusterFolder.AskAsync(stranger.ConnectionString, "SELECT 1"));
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => ClusterFolder.AskAsync(nobody.ConnectionString, "SELECT 1"));

        Assert.Equal(PostgresErrorCodes.InvalidPassword, refusal.SqlState);
        Assert.Equal("", await ClusterFolder.AskAsync(cluster.ConnectionString, "SHOW listen_addresses"));
        Assert.Equal("ScramSHA256", stranger.RequireAuth);
        Assert.Equal(OnlyOwner, File.GetUnixFileMode(stranger.Host!));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder.DataDirectory, "postgres.password")));
        Assert.Equal(0L, await ClusterFolder.AskAsync(cluster.ConnectionString, "SELECT count(*) FROM pg_hba_file_rules WHERE auth_method <> 'scram-sha-256'"));
    }

    [Fact]
    public async Task Writes_everything_down_before_it_answers()
    {
        using var folder = new ClusterFolder();
        await using var cluster = await folder.StartAsync(durable: true);

        var careful = await ClusterFolder.AskAsync(
            cluster.ConnectionString, "SELECT string_agg(name, ',' ORDER BY name) FROM pg_settings WHERE name IN ('fsync','full_page_writes','synchronous_commit','data_checksums') AND setting = 'on'");

        Assert.Equal("data_checksums,fsync,full_page_writes,synchronous_commit", careful);
    }

    [Fact]
    public async Task Keeps_its_rows_and_its_password_over_a_restart()
    {
        using var folder = new ClusterFolder();
        await using (var first = await folder.StartAsync())
            await ClusterFolder.AskAsync(first.ConnectionString, "CREATE TABLE kept (word text); INSERT INTO kept VALUES ('été')");

        await using var second = await folder.StartAsync();

        Assert.Equal("été", await ClusterFolder.AskAsync(second.ConnectionString, "SELECT word FROM kept"));
    }

    [Fact]
    public async Task Tells_a_second_server_who_is_running()
    {
        using var folder = new ClusterFolder();
        await using var cluster = await folder.StartAsync();

        var refusal = await Assert.ThrowsAsync<PrivateClusterException>(() => folder.StartAsync());

        Assert.Equal($"IdentityServer is already running from this folder (process {Environment.ProcessId}).", refusal.Message);
        Assert.Equal(1, await ClusterFolder.AskAsync(cluster.ConnectionString, "SELECT 1"));
    }

    [Fact]
    public async Task Sets_a_new_password_when_the_file_with_it_was_lost()
    {
        using var folder = new ClusterFolder();
        await using (var first = await folder.StartAsync())
            await ClusterFolder.AskAsync(first.ConnectionString, "CREATE TABLE kept AS SELECT 7 AS number");
        File.Delete(Path.Combine(folder.DataDirectory, "postgres.password"));

        await using var second = await folder.StartAsync();

        Assert.Equal(7, await ClusterFolder.AskAsync(second.ConnectionString, "SELECT number FROM kept"));
    }

    [Fact]
    public async Task Puts_its_socket_under_tmp_when_the_data_folder_lies_too_deep_and_tidies_up()
    {
        using var folder = new ClusterFolder(below: Path.Combine("a-folder-with-a-long-name, \"quotes\" and blanks", "so-deep-that-no-socket-path-could-hold-it", "data"));
        string socket;
        await using (var cluster = await folder.StartAsync())
        {
            socket = new NpgsqlConnectionStringBuilder(cluster.ConnectionString).Host!;
            Assert.StartsWith("/tmp/identityserver-", socket, StringComparison.Ordinal);
            Assert.Equal(OnlyOwner, File.GetUnixFileMode(socket));
        }

        Assert.False(Directory.Exists(socket));
    }

    [Fact]
    public async Task Lies_where_PostgreSQLs_account_can_reach_it_when_only_root_may_enter_the_data_folder()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root starts PostgreSQL under another account.");
        using var folder = new ClusterFolder(below: "data");
        File.SetUnixFileMode(folder.Parent, OnlyOwner);
        string outside;
        await using (var first = await folder.StartAsync())
        {
            await ClusterFolder.AskAsync(first.ConnectionString, "CREATE TABLE kept AS SELECT 7 AS number");
            outside = Directory.ResolveLinkTarget(folder.Home, returnFinalTarget: true)!.FullName;
        }

        try
        {
            await using var second = await folder.StartAsync();

            Assert.StartsWith("/var/lib/identityserver/", outside, StringComparison.Ordinal);
            Assert.Equal(7, await ClusterFolder.AskAsync(second.ConnectionString, "SELECT number FROM kept"));
        }
        finally
        {
            Directory.Delete(outside, recursive: true);
            File.Delete(outside + ".lock");
            File.Delete(outside + ".pid");
        }
    }

    [Fact]
    public async Task Follows_when_the_way_to_the_data_folder_is_closed_later()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root starts PostgreSQL under another account.");
        using var folder = new ClusterFolder(below: "data");
        await using (var first = await folder.StartAsync())
            await ClusterFolder.AskAsync(first.ConnectionString, "CREATE TABLE kept AS SELECT 7 AS number");
        File.SetUnixFileMode(folder.Parent, OnlyOwner);

        await using var second = await folder.StartAsync();
        var outside = Directory.ResolveLinkTarget(folder.Home, returnFinalTarget: true)!.FullName;
        var number = await ClusterFolder.AskAsync(second.ConnectionString, "SELECT number FROM kept");
        await second.StopAsync();
        Directory.Delete(outside, recursive: true);
        File.Delete(outside + ".lock");
        File.Delete(outside + ".pid");

        Assert.Equal(7, number);
    }
}
