using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace IdentityServer.Storage.Sql;

/// <summary>What differs between the two databases.</summary>
internal interface IDialect
{
    DbDataSource CreateDataSource(string connectionString);

    void Configure(DbContextOptionsBuilder options, DbDataSource dataSource);

    string TextOf(Statement statement);

    DbParameter CreateParameter(in SqlValue value, int position);

    /// <summary>The constraint that a new row broke, or null if that is not what happened.</summary>
    string? UniqueConstraintOf(DbException exception);

    /// <summary>Another try may succeed: a lost connection, a server that is starting, a deadlock.</summary>
    bool IsTransient(DbException exception);

    /// <summary>The server has rolled the statement back for sure: a deadlock or a shut-down, so that it may be run again.</summary>
    bool WasRolledBack(DbException exception);

    /// <summary>The server has refused a statement, and with it all of its batch.</summary>
    bool LeftNothing(DbException exception);

    /// <summary>The statements of a batch hold together or not at all, without a transaction around them.</summary>
    bool BatchIsAtomic { get; }

    /// <summary>Server, database and user, without the password.</summary>
    string Describe(string connectionString);

    /// <summary>Held for as long as the connection it is taken on; waits for another node's.</summary>
    string TakeMigrationLock { get; }

    string ReleaseMigrationLock { get; }
}
