using IdentityServer.EndToEnd.Tests.Support;
using IdentityServer.TestSupport;
using Npgsql;

namespace IdentityServer.EndToEnd.Tests.Bootstrap;

/// <summary>The command "verify", as an operator types it, on the log that a server keeps.</summary>
public sealed class VerifyTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_a_server_sealed_is_sound_until_somebody_changes_it()
    {
        using var database = await (await TestCluster.SharedAsync()).CreateEmptyAsync();
        var setup = new ServerSetup { DataDirectory = Path.Combine(_folder.Path, "data"), ConnectionString = database.ConnectionString };
        Assert.Equal(0, (await ServerProcess.RunAsync(setup, ["apply", new Population().WriteTo(_folder.Path)])).ExitCode);
        await using (await ServerProcess.StartAsync(setup)) await UntilSealedAsync(database);

        var before = await ServerProcess.RunAsync(setup, ["verify"]);
        await ExecuteAsync(database, """UPDATE "Audit" SET "Detail" = 'nothing' WHERE "Sequence" = 1""");
        var after = await ServerProcess.RunAsync(setup, ["verify"]);

        Assert.Equal(0, before.ExitCode);
        Assert.StartsWith("The audit log is sound. It ends at ", before.Output, StringComparison.Ordinal);
        Assert.Equal(1, after.ExitCode);
        Assert.Matches(@"^Entry 1 \([0-9a-f-]{36}\) was changed after it was written\.", after.Output);
    }

    private static async Task UntilSealedAsync(TestDatabase database)
    {
        var until = DateTime.UtcNow + Patience;
        while (await ExecuteAsync(database, """SELECT "Number" FROM "AuditChain" """) is not > 0L)
        {
            Assert.True(DateTime.UtcNow < until, "Nothing was sealed.");
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<long?> ExecuteAsync(TestDatabase database, string statement)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var command = source.CreateCommand(statement);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken) as long?;
    }
}
