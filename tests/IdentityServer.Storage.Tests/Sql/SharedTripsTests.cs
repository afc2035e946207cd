using System.Runtime.Versioning;
using IdentityServer.Protocol.Grants;
using IdentityServer.Storage.Tests.Support;
using Npgsql;

namespace IdentityServer.Storage.Tests.Sql;

[SupportedOSPlatform("linux")]
public sealed class SharedTripsTests(PostgreSqlFixture fixture) : StoreContract(fixture), IClassFixture<PostgreSqlFixture>
{
    private readonly PostgreSqlFixture _database = fixture;

    private IGrantStore Store => Host.Get<IGrantStore>();

    [Fact]
    public async Task Changes_that_gather_behind_another_are_committed_together()
    {
        var held = await AddAsync();
        await using var holder = new NpgsqlConnection(_database.ConnectionString);
        await holder.OpenAsync(Ct);
        await using var hold = await HoldAsync(holder, held);

        var first = ConsumeAsync(held, Ct);
        Grant[] others = [.. Enumerable.Range(0, 10).Select(_ => Code())];
        var additions = others.Select(grant => Store.AddAsync(grant, Ct)).ToArray();
        await hold.CommitAsync(Ct);
        await Task.WhenAll(additions);

        Assert.NotNull(await first);
        Assert.Equal((10, 1), await CountWithTransactionsAsync(others));
    }

    [Fact]
    public async Task Who_gives_up_is_not_waited_for_and_stops_nobody()
    {
        var held = await AddAsync();
        await using var holder = new NpgsqlConnection(_database.ConnectionString);
        await holder.OpenAsync(Ct);
        await using var hold = await HoldAsync(holder, held);
        using var patience = new CancellationTokenSource();

        var given = ConsumeAsync(held, patience.Token);
        var addition = Store.AddAsync(Code(), Ct);
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        await hold.CommitAsync(Ct);
        await addition;
    }

    private static Grant Code() => new()
    {
        Id = Guid.CreateVersion7(), Kind = GrantKind.Authorization, KeyHash = Hash(), ClientId = "portal", Payload = "{}",
        CreatedUtc = Times.Now, ExpiresUtc = Times.In(60),
    };

    private async Task<Grant> AddAsync()
    {
        var grant = Code();
        await Store.AddAsync(grant, Ct);
        return grant;
    }

    private Task<Grant?> ConsumeAsync(Grant grant, CancellationToken ct) =>
        Store.ConsumeAsync(grant.KeyHash!, grant.ClientId, Times.Now, Times.In(3600), null, ct);

    private static async Task<NpgsqlTransaction> HoldAsync(NpgsqlConnection connection, Grant grant)
    {
        var transaction = await connection.BeginTransactionAsync(Ct);
        await using var command = new NpgsqlCommand("""SELECT 1 FROM "Grants" WHERE "Id" = $1 FOR UPDATE""", connection, transaction) { Parameters = { new() { Value = grant.Id } } };
        await command.ExecuteScalarAsync(Ct);
        return transaction;
    }

    private async Task<(long Rows, long Transactions)> CountWithTransactionsAsync(Grant[] grants)
    {
        await using var source = NpgsqlDataSource.Create(_database.ConnectionString);
        await using var command = source.CreateCommand("""SELECT count(*), count(DISTINCT xmin::text) FROM "Grants" WHERE "Id" = ANY ($1)""");
        command.Parameters.Add(new() { Value = grants.Select(grant => grant.Id).ToArray() });
        await using var reader = await command.ExecuteReaderAsync(Ct);
        await reader.ReadAsync(Ct);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }
}
