using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;

namespace IdentityServer.Storage.Sql;

internal sealed class SqlServerDialect : IDialect
{
    public const string MigrationsAssembly = "IdentityServer.Migrations.SqlServer";

    /// <summary>A person waits for the answer: the strategy's own half minute would be no help.</summary>
    private const int Retries = 3;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private static readonly int[] KilledSession = [0];

    public string TakeMigrationLock =>
        "EXEC sp_getapplock @Resource = 'IdentityServer.Migrations', @LockMode = 'Exclusive', @LockOwner = 'Session', @LockTimeout = -1";

    public string ReleaseMigrationLock => "EXEC sp_releaseapplock @Resource = 'IdentityServer.Migrations', @LockOwner = 'Session'";

    public bool BatchIsAtomic => false;

    public DbDataSource CreateDataSource(string connectionString)
    {
        var settings = new SqlConnectionStringBuilder(connectionString);
        if (!settings.ShouldSerialize("Application Name")) settings.ApplicationName = "IdentityServer";
        return SqlClientFactory.Instance.CreateDataSource(settings.ConnectionString);
    }

    public void Configure(DbContextOptionsBuilder options, DbDataSource dataSource) => options.UseSqlServer(
        dataSource.ConnectionString,
        server => server.MigrationsAssembly(MigrationsAssembly).EnableRetryOnFailure(Retries, LongestPause, KilledSession));

    public string TextOf(Statement statement) => statement.SqlServer;

    public DbParameter CreateParameter(in SqlValue value, int position)
    {
        var parameter = new SqlParameter { ParameterName = "@p" + position, SqlDbType = TypeOf(value.Type) };

        // One size for all texts and one for all bytes: the server keeps a plan for each combination of sizes.
        if (value.Type is SqlType.Text) parameter.Size = value.Reference is string { Length: > 4000 } ? -1 : 4000;
        if (value.Type is SqlType.Binary) parameter.Size = value.Reference is byte[] { Length: > 8000 } ? -1 : 8000;
        if (value.Type is SqlType.Time) parameter.Scale = 6;

        parameter.Value = value.IsNull ? DBNull.Value : value.Type switch
        {
            SqlType.Guid => value.Guid,
            SqlType.Text or SqlType.Binary => value.Reference,
            SqlType.Int => (int)value.Number,
            SqlType.Long => value.Number,
            SqlType.Bool => value.Number != 0,
            SqlType.Time => value.Time,
            _ => DateOnly.FromDayNumber((int)value.Number).ToDateTime(TimeOnly.MinValue),
        };
        return parameter;
    }

    public string? UniqueConstraintOf(DbException exception) => exception is SqlException { Number: 2601 or 2627 } violation ? violation.Message : null;

    // Class 20 and above ends the connection; a session that was killed comes as error 0 of class 20.
    public bool IsTransient(DbException exception) =>
        exception is SqlException { Class: >= 20 } or SqlException { Number: 1205 or 40197 or 40501 or 40613 or 49918 or 49919 or 49920 };

    // 1205: chosen as the victim of a deadlock.
    public bool WasRolledBack(DbException exception) => exception is SqlException { Number: 1205 };

    public bool LeftNothing(DbException exception) => WasRolledBack(exception);

    public string Describe(string connectionString)
    {
        var settings = new SqlConnectionStringBuilder(connectionString);
        var user = settings.IntegratedSecurity ? "integrated security" : $"user \"{settings.UserID}\"";
        return $"SQL Server at {settings.DataSource}, database \"{settings.InitialCatalog}\", {user}";
    }

    private static SqlDbType TypeOf(SqlType type) => type switch
    {
        SqlType.Guid => SqlDbType.UniqueIdentifier,
        SqlType.Text => SqlDbType.NVarChar,
        SqlType.Binary => SqlDbType.VarBinary,
        SqlType.Int => SqlDbType.Int,
        SqlType.Long => SqlDbType.BigInt,
        SqlType.Bool => SqlDbType.Bit,
        SqlType.Time => SqlDbType.DateTime2,
        _ => SqlDbType.Date,
    };
}
