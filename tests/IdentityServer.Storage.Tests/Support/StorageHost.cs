using IdentityServer.SignIn;
using IdentityServer.Storage.Secrets;
using Microsoft.Extensions.DependencyInjection;

namespace IdentityServer.Storage.Tests.Support;

/// <summary>The storage as one node runs it.</summary>
internal sealed class StorageHost(ServiceProvider services) : IAsyncDisposable
{
    public static readonly MasterKey Key = MasterKey.Parse(Convert.ToBase64String(Enumerable.Range(1, 32).Select(n => (byte)n).ToArray()));

    public IServiceProvider Services => services;

    public static StorageHost Create(
        DatabaseProvider provider, string connectionString, MasterKey? masterKey = null, TimeProvider? clock = null, int cacheSeconds = 30)
    {
        var services = new ServiceCollection().AddLogging();
        if (clock is not null) services.AddSingleton(clock);
        services.AddStorage(new StorageOptions
        {
            Provider = provider,
            ConnectionString = () => connectionString,
            MasterKey = masterKey ?? Key,
            CacheSeconds = cacheSeconds,
        });
        return new(services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true }));
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>A request of its own.</summary>
    public AsyncServiceScope Scope() => services.CreateAsyncScope();

    /// <summary>Runs in a request of its own.</summary>
    public async Task<TResult> InScopeAsync<TStore, TResult>(Func<TStore, Task<TResult>> use)
        where TStore : notnull
    {
        await using var scope = Scope();
        return await use(scope.ServiceProvider.GetRequiredService<TStore>());
    }

    public async Task InScopeAsync<TStore>(Func<TStore, Task> use)
        where TStore : notnull
    {
        await using var scope = Scope();
        await use(scope.ServiceProvider.GetRequiredService<TStore>());
    }

    /// <summary>Adds or changes something in a request of its own, and saves.</summary>
    public async Task<SaveOutcome> SaveAsync<TStore>(Action<TStore> change)
        where TStore : notnull
    {
        await using var scope = Scope();
        change(scope.ServiceProvider.GetRequiredService<TStore>());
        return await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().SaveAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
