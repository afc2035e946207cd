using IdentityServer.Storage.Sql;
using Npgsql;

namespace IdentityServer.Storage.Tests.Sql;

public sealed class PostgreSqlDialectTests
{
    [Fact]
    public void Prepares_statements_and_resets_nothing_unless_told_otherwise()
    {
        using var source = new PostgreSqlDialect().CreateDataSource("Host=localhost;Username=identityserver");

        var settings = new NpgsqlConnectionStringBuilder(source.ConnectionString);

        Assert.True(settings.MaxAutoPrepare > 0);
        Assert.True(settings.NoResetOnClose);
    }

    [Fact]
    public void Leaves_what_the_connection_string_states()
    {
        using var source = new PostgreSqlDialect().CreateDataSource("Host=localhost;max auto prepare=0;No Reset On Close=false;Application Name=Ours");

        var settings = new NpgsqlConnectionStringBuilder(source.ConnectionString);

        Assert.Equal((0, false, "Ours"), (settings.MaxAutoPrepare, settings.NoResetOnClose, settings.ApplicationName));
    }
}
