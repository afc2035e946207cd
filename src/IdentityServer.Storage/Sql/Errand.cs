using System.Data.Common;

namespace IdentityServer.Storage.Sql;

/// <summary>A statement with its values, and what is made of the answer: by itself, or one of several that travel together.</summary>
internal abstract class Errand(Statement statement, SqlValue[] values)
{
    public Statement Statement { get; } = statement;

    public SqlValue[] Values { get; } = values;

    public abstract bool ReturnsRows { get; }

    /// <summary>Reads the rows of this statement, and no others. Nobody hears of them before <see cref="Finish"/>.</summary>
    public abstract Task ReadAsync(DbDataReader reader);

    /// <summary>Everything that travelled together is committed.</summary>
    public abstract void Finish(int rowsChanged);

    public abstract void Fail(Exception exception);

    /// <summary>Sends the statement by itself after all.</summary>
    public abstract Task RunAloneAsync(Database database);
}

/// <summary>What comes of it for whoever waits.</summary>
internal abstract class Errand<T>(Statement statement, SqlValue[] values) : Errand(statement, values)
{
    // Whoever waits goes on elsewhere: the connection is wanted for the next statements.
    private readonly TaskCompletionSource<T> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Outcome => _outcome.Task;

    public abstract Task<T> RunAsync(DbCommand command, CancellationToken ct);

    public override void Fail(Exception exception) => _outcome.SetException(exception);

    public override async Task RunAloneAsync(Database database)
    {
        try
        {
            _outcome.SetResult(await database.RunAloneAsync(this, CancellationToken.None));
        }
        catch (Exception exception)
        {
            _outcome.SetException(exception);
        }
    }

    protected void Succeed(T result) => _outcome.SetResult(result);
}

/// <summary>For a statement that returns rows.</summary>
internal sealed class Inquiry<T>(Statement statement, SqlValue[] values, Func<DbDataReader, CancellationToken, Task<T>> read) : Errand<T>(statement, values)
{
    private T? _result;
    private Exception? _unreadable;

    public override bool ReturnsRows => true;

    public override async Task<T> RunAsync(DbCommand command, CancellationToken ct)
    {
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await read(reader, ct);
    }

    public override async Task ReadAsync(DbDataReader reader)
    {
        try
        {
            _result = await read(reader, CancellationToken.None);
        }
        catch (Exception exception) when (exception is not DbException)
        {
            // What can't be made sense of is nobody else's fault.
            _unreadable = exception;
        }
    }

    public override void Finish(int rowsChanged)
    {
        if (_unreadable is null) Succeed(_result!);
        else Fail(_unreadable);
    }
}

/// <summary>For a statement that tells how many rows it has changed.</summary>
internal sealed class Change(Statement statement, SqlValue[] values) : Errand<int>(statement, values)
{
    public override bool ReturnsRows => false;

    public override Task<int> RunAsync(DbCommand command, CancellationToken ct) => command.ExecuteNonQueryAsync(ct);

    public override Task ReadAsync(DbDataReader reader) => Task.CompletedTask;

    public override void Finish(int rowsChanged) => Succeed(rowsChanged);
}
