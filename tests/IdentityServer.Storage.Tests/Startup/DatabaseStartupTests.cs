using System.Runtime.Versioning;
using IdentityServer.SignIn.Secrets;
using IdentityServer.Storage.Model;
using IdentityServer.Storage.Secrets;
using IdentityServer.Storage.Tests.Support;
using IdentityServer.TestSupport;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace IdentityServer.Storage.Tests.Startup;

[SupportedOSPlatform("linux")]
public sealed class DatabaseStartupTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nodes_that_start_together_on_an_empty_database_all_come_up()
    {
        using var database = await EmptyAsync();
        var nodes = Enumerable.Range(0, 4).Select(_ => Node(database.ConnectionString)).ToArray();

        await Task.WhenAll(nodes.Select(node => Task.Run(() => node.Get<IDatabaseStartup>().PrepareAsync(Ct))));

        await using var context = await nodes[0].Get<IDbContextFactory<IdentityContext>>().CreateDbContextAsync(Ct);
        Assert.Empty(await context.Database.GetPendingMigrationsAsync(Ct));
        Assert.Equal(1, await context.RingElements.CountAsync(Ct));
        foreach (var node in nodes) await node.DisposeAsync();
    }

    [Fact]
    public async Task A_second_start_finds_nothing_to_do()
    {
        using var database = await EmptyAsync();
        await using var node = Node(database.ConnectionString);

        await node.Get<IDatabaseStartup>().PrepareAsync(Ct);
        await node.Get<IDatabaseStartup>().PrepareAsync(Ct);

        Assert.NotNull(node.Get<ISecretProtector>().Protect("p", "x"));
    }

    [Fact]
    public async Task A_newer_database_is_refused()
    {
        using var database = await EmptyAsync();
        await using var node = Node(database.ConnectionString);
        await node.Get<IDatabaseStartup>().PrepareAsync(Ct);
        await using (var context = await node.Get<IDbContextFactory<IdentityContext>>().CreateDbContextAsync(Ct))
            await context.Database.ExecuteSqlAsync($"""INSERT INTO "__EFMigrationsHistory" VALUES ('29990101000000_Flying', '99.0.0')""", Ct);

        var refusal = await Assert.ThrowsAsync<StorageException>(() => node.Get<IDatabaseStartup>().PrepareAsync(Ct));

        Assert.Equal(
            "The database is newer than this program: it holds migration 29990101000000_Flying, which this program doesn't know.", refusal.Message);
    }

    [Fact]
    public async Task Another_master_key_than_the_database_was_written_with_is_refused()
    {
        using var database = await EmptyAsync();
        await using (var node = Node(database.ConnectionString)) await node.Get<IDatabaseStartup>().PrepareAsync(Ct);

        await using var stranger = Node(database.ConnectionString, MasterKey.Parse(Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32))));
        var refusal = await Assert.ThrowsAsync<StorageException>(() => stranger.Get<IDatabaseStartup>().PrepareAsync(Ct));

        Assert.Contains("Encryption:Key", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Database=nowhere_to_be_found", "nowhere_to_be_found")]
    [InlineData("Username=nobody;Password=hunter2", "nobody")]
    [InlineData("Host=127.0.0.1;Port=1;Timeout=2", "127.0.0.1:1")]
    [InlineData("Host=no-such-host.invalid;Timeout=2", "no-such-host.invalid")]
    public async Task A_database_that_can_not_be_reached_is_named_in_one_line_without_the_password(string change, string named)
    {
        using var database = await EmptyAsync();
        await using var node = Node(database.ConnectionString + ";" + change);

        var refusal = await Assert.ThrowsAsync<StorageException>(() => node.Get<IDatabaseStartup>().PrepareAsync(Ct));

        Assert.StartsWith("Can't connect to PostgreSQL at ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(new NpgsqlConnectionStringBuilder(database.ConnectionString).Password ?? "\n", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DatabaseProvider.PostgreSql, "this is not one")]
    [InlineData(DatabaseProvider.PostgreSql, "Host=localhost;Colour=blue")]
    [InlineData(DatabaseProvider.SqlServer, "Server=localhost;Colour=blue")]
    public async Task A_connection_string_that_can_not_be_read_is_said_so(DatabaseProvider provider, string connectionString)
    {
        await using var node = StorageHost.Create(provider, connectionString);

        var refusal = await Assert.ThrowsAsync<StorageException>(() => node.Get<IDatabaseStartup>().PrepareAsync(Ct));

        Assert.StartsWith("The connection string can't be read: ", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sql_server_that_can_not_be_reached_is_named_too()
    {
        await using var node = StorageHost.Create(
            DatabaseProvider.SqlServer, "Server=127.0.0.1,1;Database=identity;User ID=sa;Password=hunter2;Connect Timeout=2;Connect Retry Count=0;Encrypt=false");

        var refusal = await Assert.ThrowsAsync<StorageException>(() => node.Get<IDatabaseStartup>().PrepareAsync(Ct));

        Assert.StartsWith("Can't connect to SQL Server at 127.0.0.1,1, database \"identity\", user \"sa\": ", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refusal.Message, StringComparison.Ordinal);
    }

    private static StorageHost Node(string connectionString, MasterKey? key = null) => StorageHost.Create(DatabaseProvider.PostgreSql, connectionString, key);

    private static async Task<TestDatabase> EmptyAsync() => await (await TestCluster.SharedAsync()).CreateEmptyAsync();
}
