using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace IdentityServer.Storage.Sql;

internal sealed class PostgreSqlDialect : IDialect
{
    public const string MigrationsAssembly = "IdentityServer.Migrations.PostgreSql";

    /// <summary>A person waits for the answer: the strategy's own half minute would be no help.</summary>
    private const int Retries = 3;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    public string TakeMigrationLock => "SELECT pg_advisory_lock(4920183746501287)";

    public string ReleaseMigrationLock => "SELECT pg_advisory_unlock(4920183746501287)";

    public bool BatchIsAtomic => true;

    public DbDataSource CreateDataSource(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (!States(settings, "Max Auto Prepare")) settings.MaxAutoPrepare = 100;
        if (!States(settings, "Auto Prepare Min Usages")) settings.AutoPrepareMinUsages = 2;

        // Nothing here changes a connection's settings, so that there is nothing to reset when it goes back to the pool.
        if (!States(settings, "No Reset On Close")) settings.NoResetOnClose = true;
        if (!States(settings, "Application Name")) settings.ApplicationName = "IdentityServer";
        return NpgsqlDataSource.Create(settings);
    }

    public void Configure(DbContextOptionsBuilder options, DbDataSource dataSource) =>
        options.UseNpgsql(dataSource, npgsql => npgsql.MigrationsAssembly(MigrationsAssembly).EnableRetryOnFailure(Retries, LongestPause, null));

    public string TextOf(Statement statement) => statement.PostgreSql;

    public DbParameter CreateParameter(in SqlValue value, int position)
    {
        if (value.IsNull) return new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = TypeOf(value.Type) };

        return value.Type switch
        {
            SqlType.Guid => new NpgsqlParameter<Guid> { TypedValue = value.Guid, NpgsqlDbType = NpgsqlDbType.Uuid },
            SqlType.Text => new NpgsqlParameter<string> { TypedValue = (string)value.Reference!, NpgsqlDbType = NpgsqlDbType.Text },
            SqlType.Binary => new NpgsqlParameter<byte[]> { TypedValue = (byte[])value.Reference!, NpgsqlDbType = NpgsqlDbType.Bytea },
            SqlType.Int => new NpgsqlParameter<int> { TypedValue = (int)value.Number, NpgsqlDbType = NpgsqlDbType.Integer },
            SqlType.Long => new NpgsqlParameter<long> { TypedValue = value.Number, NpgsqlDbType = NpgsqlDbType.Bigint },
            SqlType.Bool => new NpgsqlParameter<bool> { TypedValue = value.Number != 0, NpgsqlDbType = NpgsqlDbType.Boolean },
            SqlType.Time => new NpgsqlParameter<DateTime> { TypedValue = value.Time, NpgsqlDbType = NpgsqlDbType.TimestampTz },
            _ => new NpgsqlParameter<DateOnly> { TypedValue = DateOnly.FromDayNumber((int)value.Number), NpgsqlDbType = NpgsqlDbType.Date },
        };
    }

    public string? UniqueConstraintOf(DbException exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } violation ? violation.ConstraintName ?? "" : null;

    public bool IsTransient(DbException exception) => exception.IsTransient || WasRolledBack(exception);

    public bool WasRolledBack(DbException exception) => exception is PostgresException
    {
        SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure
            or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CannotConnectNow
    };

    public bool LeftNothing(DbException exception) => exception is PostgresException { InvariantSeverity: "ERROR" } || WasRolledBack(exception);

    public string Describe(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        return $"PostgreSQL at {settings.Host}:{settings.Port}, database \"{settings.Database ?? settings.Username}\", user \"{settings.Username}\"";
    }

    // ContainsKey answers whether there is such a setting at all.
    private static bool States(NpgsqlConnectionStringBuilder settings, string name) => settings.Keys.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static NpgsqlDbType TypeOf(SqlType type) => type switch
    {
        SqlType.Guid => NpgsqlDbType.Uuid,
        SqlType.Text => NpgsqlDbType.Text,
        SqlType.Binary => NpgsqlDbType.Bytea,
        SqlType.Int => NpgsqlDbType.Integer,
        SqlType.Long => NpgsqlDbType.Bigint,
        SqlType.Bool => NpgsqlDbType.Boolean,
        SqlType.Time => NpgsqlDbType.TimestampTz,
        _ => NpgsqlDbType.Date,
    };
}
