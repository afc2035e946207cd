using IdentityServer.Storage;
using IdentityServer.Storage.Model;
using IdentityServer.Storage.Sql;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace IdentityServer.Migrations.SqlServer;

/// <summary>Gives <c>dotnet ef</c> the model as this database sees it; it never connects.</summary>
internal sealed class DesignTimeContexts : IDesignTimeDbContextFactory<IdentityContext>
{
    public IdentityContext CreateDbContext(string[] args)
    {
        var dialect = Database.For(DatabaseProvider.SqlServer);
        var options = new DbContextOptionsBuilder<IdentityContext>();
        dialect.Configure(options, dialect.CreateDataSource("Server=localhost;Database=design"));
        return new IdentityContext(options.Options);
    }
}
