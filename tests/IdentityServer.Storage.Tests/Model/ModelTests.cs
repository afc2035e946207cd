using IdentityServer.Storage.Model;
using IdentityServer.Storage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace IdentityServer.Storage.Tests.Model;

public sealed class ModelTests
{
    public static TheoryData<DatabaseProvider> Providers => [DatabaseProvider.PostgreSql, DatabaseProvider.SqlServer];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task The_migrations_make_the_model(DatabaseProvider provider)
    {
        await using var host = Host(provider);
        await using var context = Context(host);

        Assert.False(context.Database.HasPendingModelChanges(), "Add a migration to both projects: docs/decisions/one-model-two-databases.md.");
    }

    [Fact]
    public async Task Both_databases_have_the_same_migrations()
    {
        await using var postgreSql = Host(DatabaseProvider.PostgreSql);
        await using var sqlServer = Host(DatabaseProvider.SqlServer);

        Assert.Equal(NamesOf(Context(postgreSql)), NamesOf(Context(sqlServer)));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Every_text_and_every_byte_string_states_its_length(DatabaseProvider provider)
    {
        await using var host = Host(provider);

        var silent = Properties(host).Where(p => (p.ClrType == typeof(string) || p.ClrType == typeof(byte[])) && p.GetMaxLength() is null);

        Assert.Empty(silent.Select(p => $"{p.DeclaringType.DisplayName()}.{p.Name}"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Every_text_is_compared_exactly(DatabaseProvider provider)
    {
        await using var host = Host(provider);
        var exact = provider is DatabaseProvider.SqlServer ? "Latin1_General_100_BIN2" : "C";

        Assert.All(Properties(host).Where(p => p.ClrType == typeof(string)), p => Assert.Equal(exact, p.GetCollation()));
    }

    [Fact]
    public async Task Index_keys_fit_sql_server()
    {
        await using var host = Host(DatabaseProvider.SqlServer);

        foreach (var entity in Design(host).GetEntityTypes())
        {
            Assert.InRange(entity.FindPrimaryKey()!.Properties.Sum(BytesOf), 1, 900);
            foreach (var index in entity.GetIndexes()) Assert.InRange(index.Properties.Sum(BytesOf), 1, 1700);
        }
    }

    private static int BytesOf(IProperty property) => property switch
    {
        _ when property.ClrType == typeof(string) => property.GetMaxLength() is > 0 and { } length ? 2 * length : int.MaxValue / 4,
        _ when property.ClrType == typeof(byte[]) => property.GetMaxLength() is > 0 and { } length ? length : int.MaxValue / 4,
        _ => 16,
    };

    private static IEnumerable<IProperty> Properties(StorageHost host) => Design(host).GetEntityTypes().SelectMany(entity => entity.GetProperties());

    private static IEnumerable<string> NamesOf(IdentityContext context) => context.Database.GetMigrations().Select(id => id.Split('_', 2)[1]);

    private static IModel Design(StorageHost host) =>
        Context(host).GetService<IDesignTimeModel>().Model;

    private static StorageHost Host(DatabaseProvider provider) =>
        StorageHost.Create(provider, provider is DatabaseProvider.SqlServer ? "Server=localhost" : "Host=localhost");

    private static IdentityContext Context(StorageHost host) => host.Get<IDbContextFactory<IdentityContext>>().CreateDbContext();
}
