using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using IdentityServer.Storage.PrivateClusters;

namespace IdentityServer.Storage.Tests.PrivateClusters;

[SupportedOSPlatform("linux")]
public sealed class PrivateClusterCrashTests
{
    [Fact]
    public async Task Starts_PostgreSQL_again_when_it_is_killed()
    {
        using var folder = new ClusterFolder();
        await using var cluster = await folder.StartAsync(durable: true);
        await ClusterFolder.AskAsync(cluster.ConnectionString, "CREATE TABLE kept AS SELECT 7 AS number");
        var killed = folder.PostmasterId;

        Process.GetProcessById(killed).Kill();
        var number = await ClusterFolder.AskUntilAnsweredAsync(cluster.ConnectionString, "SELECT number FROM kept");

        Assert.Equal(7, number);
        Assert.NotEqual(killed, folder.PostmasterId);
    }

    [Fact]
    public async Task Takes_PostgreSQL_with_it_when_the_server_is_killed()
    {
        using var folder = new ClusterFolder();
        using var server = await ServerProcess.StartAsync(folder.DataDirectory);
        var postmaster = folder.PostmasterId;

        server.Kill();

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (CommandOf(postmaster).Contains(folder.Home, StringComparison.Ordinal)) await Task.Delay(10, patience.Token);
    }

    [Fact]
    public async Task Loses_nothing_when_the_server_is_killed_and_started_at_once()
    {
        using var folder = new ClusterFolder();
        using var server = await ServerProcess.StartAsync(folder.DataDirectory);
        await ClusterFolder.AskAsync(server.ConnectionString, "CREATE TABLE kept AS SELECT 7 AS number");

        server.Kill();
        await using var next = await folder.StartAsync();

        Assert.Equal(7, await ClusterFolder.AskAsync(next.ConnectionString, "SELECT number FROM kept"));
    }

    [Fact]
    public async Task Loses_nothing_when_server_and_PostgreSQL_are_killed_together()
    {
        using var folder = new ClusterFolder();
        using var server = await ServerProcess.StartAsync(folder.DataDirectory);
        await ClusterFolder.AskAsync(server.ConnectionString, "CREATE TABLE kept AS SELECT 7 AS number");
        var postmaster = folder.PostmasterId;

        server.Kill();
        KillIfAlive(postmaster);
        await using var next = await folder.StartAsync();

        Assert.Equal(7, await ClusterFolder.AskAsync(next.ConnectionString, "SELECT number FROM kept"));
    }

    [Fact]
    public async Task Stops_a_PostgreSQL_that_somebody_left_running_on_its_cluster()
    {
        using var folder = new ClusterFolder();
        await (await folder.StartAsync()).StopAsync();
        var home = new ClusterHome(folder.Home, OsAccount.ForPostgres());
        var programs = PostgresPrograms.Find(home.ReadMajorVersion(), null, null);
        using var leftOver = OsAccount.Start(home.Account.Command(
            [programs.Postgres, "-D", home.Data, "-c", "listen_addresses=", "-c", $"unix_socket_directories={home.Socket}"], endsWithThread: false));
        while (PostmasterFile.Read(home) is not { IsReady: true }) await Task.Delay(10, TestContext.Current.CancellationToken);

        await using var next = await folder.StartAsync();

        await leftOver.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.NotEqual(leftOver.Id, folder.PostmasterId);
        Assert.Equal(1, await ClusterFolder.AskAsync(next.ConnectionString, "SELECT 1"));
    }

    [Fact]
    public async Task Begins_again_where_a_first_start_was_cut_short()
    {
        using var folder = new ClusterFolder();
        Directory.CreateDirectory(Path.Combine(folder.Home, "draft", "data", "base"));
        await File.WriteAllTextAsync(Path.Combine(folder.Home, "draft", "data", "PG_VERSION"), "15", TestContext.Current.CancellationToken);
        GiveToPostgres(folder.Home);

        await using var cluster = await folder.StartAsync();

        Assert.Equal(1, await ClusterFolder.AskAsync(cluster.ConnectionString, "SELECT 1"));
        Assert.False(Directory.Exists(Path.Combine(folder.Home, "draft")));
    }

    [Fact]
    public async Task Is_not_fooled_by_pid_files_whose_number_somebody_else_has_now()
    {
        using var folder = new ClusterFolder();
        await (await folder.StartAsync()).StopAsync();
        using var somebodyElse = OsAccount.Start(OsAccount.ForPostgres().Command(["cat"], endsWithThread: false));
        var note = string.Create(CultureInfo.InvariantCulture, $"{somebodyElse.Id}\n{folder.Home}/data\n1\n5432\n{folder.Home}/socket\n\n");
        await File.WriteAllTextAsync(folder.PostmasterPidFile, note, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder.Home, "socket", ".s.PGSQL.5432.lock"), note, TestContext.Current.CancellationToken);

        await using var cluster = await folder.StartAsync();

        Assert.Equal(1, await ClusterFolder.AskAsync(cluster.ConnectionString, "SELECT 1"));
        Assert.False(somebodyElse.HasExited);
        somebodyElse.Kill();
    }

    private static void GiveToPostgres(string path)
    {
        var account = OsAccount.ForPostgres();
        if (!account.IsOther) return;
        foreach (var entry in Directory.EnumerateFileSystemEntries(path, "*", SearchOption.AllDirectories).Append(path))
            Assert.True(NativeMethods.TryChangeOwner(entry, account.UserId, account.GroupId));
    }

    private static void KillIfAlive(int processId)
    {
        try
        {
            Process.GetProcessById(processId).Kill();
        }
        catch (ArgumentException)
        {
            // It was quicker: a killed server takes it along.
        }
    }

    private static string CommandOf(int processId)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
