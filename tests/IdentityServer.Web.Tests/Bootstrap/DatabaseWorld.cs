using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using IdentityServer.Messaging.Outbox;
using IdentityServer.SignIn;
using IdentityServer.Storage;
using IdentityServer.Storage.Secrets;
using IdentityServer.TestSupport;
using IdentityServer.Web.Bootstrap;
using IdentityServer.Web.Bootstrap.Sections;
using IdentityServer.Web.Factors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Xunit;

namespace IdentityServer.Web.Tests.Bootstrap;

/// <summary>The bootstrap commands over a PostgreSQL database of their own.</summary>
[SupportedOSPlatform("linux")]
internal sealed class DatabaseWorld : IAsyncDisposable
{
    private static readonly MasterKey SharedKey = NewKey();

    private readonly TestDatabase _database;
    private readonly ServiceProvider _services;

    private DatabaseWorld(TestDatabase database, ServiceProvider services) => (_database, _services) = (database, services);

    internal static async Task<DatabaseWorld> CreateAsync(IBootstrapSection? last = null)
    {
        var cluster = await TestCluster.SharedAsync();
        var database = await cluster.CreateAsync("bootstrap", async connectionString => await (await StartAsync(connectionString, SharedKey, null)).DisposeAsync());
        return new(database, await StartAsync(database.ConnectionString, SharedKey, last));
    }

    /// <summary>Under an encryption key that no other database has.</summary>
    internal static async Task<DatabaseWorld> CreateWithOwnKeyAsync()
    {
        var cluster = await TestCluster.SharedAsync();
        var database = await cluster.CreateEmptyAsync();
        return new(database, await StartAsync(database.ConnectionString, NewKey(), null));
    }

    private static async Task<ServiceProvider> StartAsync(string connectionString, MasterKey key, IBootstrapSection? last)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddStorage(new StorageOptions { Provider = DatabaseProvider.PostgreSql, ConnectionString = () => connectionString, MasterKey = key });
        services.TryAddSingleton<OutboxSignal>();
        services.AddSingleton<MethodSecrets>().AddSingleton(BootstrapWorld.Hashing).AddBootstrap();
        if (last is not null) services.AddSingleton(last);

        var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<IDatabaseStartup>().PrepareAsync(TestContext.Current.CancellationToken);
        return provider;
    }

    private static MasterKey NewKey() => MasterKey.Parse(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));

    internal async Task<BootstrapOutcome> ApplyAsync(string json)
    {
        await using var scope = _services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<BootstrapApplier>().ApplyAsync(BootstrapWorld.Parse(json), TestContext.Current.CancellationToken);
    }

    internal async Task<string> ExportAsync()
    {
        using var text = new MemoryStream();
        await using var scope = _services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<BootstrapExporter>().ExportAsync(text, withSecrets: true, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(text.ToArray());
    }

    /// <summary>Changes something as another request would.</summary>
    internal async Task SaveAsync<TStore>(Action<TStore> change)
        where TStore : notnull
    {
        await using var scope = _services.CreateAsyncScope();
        change(scope.ServiceProvider.GetRequiredService<TStore>());
        Assert.IsType<SaveOutcome.Saved>(await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().SaveAsync(TestContext.Current.CancellationToken));
    }

    internal async Task<TResult> ReadAsync<TStore, TResult>(Func<TStore, Task<TResult>> read)
        where TStore : notnull
    {
        await using var scope = _services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<TStore>());
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _database.Dispose();
    }
}
