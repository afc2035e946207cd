using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace IdentityServer.Storage.Sql;

/// <summary>
/// Runs hand-written statements: for what every token and page needs, where EF's own work would cost as much as the database's.
/// Each is effective at once, on a connection of its own from the pool that EF also uses.
/// </summary>
internal sealed class Database : IAsyncDisposable, IDisposable
{
    private const int Tries = 3;

    private readonly Lazy<DbDataSource> _dataSource;
    private readonly SharedTrips _reads;
    private readonly SharedTrips _writes;

    public Database(StorageOptions options)
    {
        _dataSource = new(() => Open(options));
        Dialect = For(options.Provider);

        // The database has other work, and the fewer trips, the more go together.
        _reads = new SharedTrips(this, atOnce: Math.Max(1, Environment.ProcessorCount / 2));

        // One at a time: two that lock the same rows in different order would wait for each other.
        _writes = new SharedTrips(this, atOnce: 1);
    }

    public IDialect Dialect { get; }

    public DbDataSource DataSource => _dataSource.Value;

    public static IDialect For(DatabaseProvider provider) => provider is DatabaseProvider.PostgreSql ? new PostgreSqlDialect() : new SqlServerDialect();

    public void Configure(DbContextOptionsBuilder builder) => Dialect.Configure(builder, DataSource);

    /// <summary>All rows that the statement returns.</summary>
    public Task<List<T>> ListAsync<T>(Statement statement, SqlValue[] values, Func<DbDataReader, T> read, CancellationToken ct) =>
        CollectAsync(statement, values, static () => new List<T>(), (rows, reader) => rows.Add(read(reader)), ct);

    /// <summary>All rows that the statement returns, each added to what <paramref name="begin"/> makes anew for every try.</summary>
    public Task<T> CollectAsync<T>(Statement statement, SqlValue[] values, Func<T> begin, Action<T, DbDataReader> add, CancellationToken ct) => RunAsync(
        new Inquiry<T>(statement, values, async (reader, token) =>
        {
            var all = begin();
            while (await reader.ReadAsync(token)) add(all, reader);
            return all;
        }),
        ct);

    /// <summary>The first row that the statement returns, or the default.</summary>
    public Task<T?> FirstAsync<T>(Statement statement, SqlValue[] values, Func<DbDataReader, T> read, CancellationToken ct) =>
        RunAsync(new Inquiry<T?>(statement, values, async (reader, token) => await reader.ReadAsync(token) ? read(reader) : default), ct);

    /// <summary>The number of rows that the statement changed.</summary>
    public Task<int> ExecuteAsync(Statement statement, SqlValue[] values, CancellationToken ct) => RunAsync(new Change(statement, values), ct);

    /// <summary>In a round trip of its own.</summary>
    public async Task<T> RunAloneAsync<T>(Errand<T> errand, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var command = CreateCommand(errand.Statement, errand.Values);
                return await errand.RunAsync(command, ct);
            }
            catch (DbException e) when (attempt < Tries && MayRunAgain(errand.Statement, e))
            {
            }
        }
    }

    /// <summary>All in one round trip and one commit; only where a batch is atomic.</summary>
    public DbBatch CreateBatch(IReadOnlyCollection<Errand> errands)
    {
        var batch = DataSource.CreateBatch();
        foreach (var errand in errands) AddTo(batch, errand.Statement, errand.Values);
        return batch;
    }

    /// <summary>After a round trip with others has failed.</summary>
    public bool MayRunAlone(Statement statement, Exception failure) => statement.OnlyReads || (failure is DbException e && Dialect.LeftNothing(e));

    /// <summary>Writes all in one transaction; false, with nothing written, if a row was changed meanwhile.</summary>
    public async Task<bool> WriteAsync(IReadOnlyCollection<PendingWrite> writes, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = await DataSource.OpenConnectionAsync(ct);
                if (writes.Count is 1 || (Dialect.BatchIsAtomic && writes.All(write => !write.IsConditional)))
                    return await WriteAsync(connection, null, writes, ct);

                await using var transaction = await connection.BeginTransactionAsync(ct);
                if (!await WriteAsync(connection, transaction, writes, ct)) return false;

                await transaction.CommitAsync(ct);
                return true;
            }
            catch (DbException e) when (attempt < Tries && Dialect.IsTransient(e))
            {
            }
        }
    }

    /// <summary>As part of the caller's transaction, in one round trip; false calls for its end.</summary>
    public async Task<bool> WriteAsync(
        DbConnection connection, DbTransaction? transaction, IReadOnlyCollection<PendingWrite> writes, CancellationToken ct)
    {
        await using var batch = connection.CreateBatch();
        batch.Transaction = transaction;
        foreach (var write in writes) AddTo(batch, write.Statement, write.Values);

        await batch.ExecuteNonQueryAsync(ct);
        return writes.Zip(batch.BatchCommands, (write, command) => write.IsHeld(command.RecordsAffected)).All(held => held);
    }

    public ValueTask DisposeAsync() => _dataSource.IsValueCreated ? _dataSource.Value.DisposeAsync() : ValueTask.CompletedTask;

    public void Dispose()
    {
        if (_dataSource.IsValueCreated) _dataSource.Value.Dispose();
    }

    private static DbDataSource Open(StorageOptions options)
    {
        try
        {
            return For(options.Provider).CreateDataSource(options.ConnectionString());
        }
        catch (ArgumentException e)
        {
            throw new StorageException($"The connection string can't be read: {e.Message}", e);
        }
    }

    // What takes something once may only be run again if the first run is known to have left nothing: a lost answer is not that.
    private bool MayRunAgain(Statement statement, DbException exception) =>
        statement.OnlyReads ? Dialect.IsTransient(exception) : Dialect.WasRolledBack(exception);

    private Task<T> RunAsync<T>(Errand<T> errand, CancellationToken ct)
    {
        if (!errand.Statement.SharesTrips || !Dialect.BatchIsAtomic) return RunAloneAsync(errand, ct);
        return errand.Statement.OnlyReads ? _reads.RunAsync(errand, ct) : _writes.RunAsync(errand, ct);
    }

    private void AddTo(DbBatch batch, Statement statement, SqlValue[] values)
    {
        var command = batch.CreateBatchCommand();
#pragma warning disable CA2100 // Every statement is a constant.
        command.CommandText = Dialect.TextOf(statement);
#pragma warning restore CA2100
        for (var i = 0; i < values.Length; i++) command.Parameters.Add(Dialect.CreateParameter(values[i], i + 1));
        batch.BatchCommands.Add(command);
    }

    private DbCommand CreateCommand(Statement statement, SqlValue[] values)
    {
        var command = DataSource.CreateCommand(Dialect.TextOf(statement));
        for (var i = 0; i < values.Length; i++) command.Parameters.Add(Dialect.CreateParameter(values[i], i + 1));
        return command;
    }
}
