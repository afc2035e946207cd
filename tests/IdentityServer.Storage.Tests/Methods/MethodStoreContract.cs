using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Methods;
using IdentityServer.Storage.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IdentityServer.Storage.Tests.Methods;

public abstract class MethodStoreContract(StoreFixture fixture) : StoreContract(fixture)
{
    [Fact]
    public async Task One_of_a_hundred_parallel_requests_with_one_proof_advances_the_counter()
    {
        var method = await AddAsync(await SaveAccountAsync(), counter: 41);

        var results = await InParallelAsync(100, _ => AdvanceAsync(method, 42));

        Assert.Single(results, won => won);
        var kept = await ReadAsync(method);
        Assert.Equal(42, kept.Counter);
        Assert.Equal(Times.Now, kept.LastUsedUtc);
    }

    [Fact]
    public async Task The_counter_only_grows()
    {
        var method = await AddAsync(await SaveAccountAsync(), counter: 41);

        Assert.False(await AdvanceAsync(method, 41));
        Assert.False(await AdvanceAsync(method, 40));
        Assert.True(await AdvanceAsync(method, 43));
        Assert.False(await AdvanceAsync(method, 42));
    }

    [Fact]
    public async Task New_state_is_kept_at_once_with_the_time_of_use()
    {
        var method = await AddAsync(await SaveAccountAsync());

        await Host.InScopeAsync<IMethodStore>(store => store.UpdateStateAsync(method.Id, "other", Times.In(5), Ct));

        Assert.Equal(method with { State = "other", LastUsedUtc = Times.In(5) }, await ReadAsync(method));
    }

    [Fact]
    public async Task Of_parallel_replacements_of_one_state_one_wins()
    {
        var method = await AddAsync(await SaveAccountAsync());

        var replaced = await InParallelAsync(50, n =>
            Host.InScopeAsync<IMethodStore, bool>(store => store.TryReplaceStateAsync(method.Id, method.State, $"state {n}", Times.In(5), Ct)));

        Assert.Single(replaced, won => won);
        Assert.Equal($"state {Array.FindIndex(replaced, won => won)}", (await ReadAsync(method)).State);
    }

    [Fact]
    public async Task A_new_password_leaves_counter_and_default_alone()
    {
        var account = await SaveAccountAsync();
        var method = await AddAsync(account);
        await AdvanceAsync(method, 7);
        await SetDefaultAsync(account, method);

        await Host.SaveAsync<IMethodStore>(store => store.Update(method with { State = "new", Label = "phone" }));

        var kept = await ReadAsync(method);
        Assert.Equal(("new", "phone", 7L, true), (kept.State, kept.Label, kept.Counter, kept.IsDefault));
    }

    [Fact]
    public async Task An_account_has_one_default()
    {
        var account = await SaveAccountAsync();
        var (first, second) = (await AddAsync(account), await AddAsync(account));
        var foreign = await AddAsync(await SaveAccountAsync());

        await SetDefaultAsync(account, first);
        await SetDefaultAsync(account, second);
        await SetDefaultAsync(account, foreign);

        Assert.False((await ReadAsync(first)).IsDefault);
        Assert.True((await ReadAsync(second)).IsDefault);
        Assert.False((await ReadAsync(foreign)).IsDefault);
    }

    [Fact]
    public async Task Only_the_owner_s_method_is_removed()
    {
        var (alice, bob) = (await SaveAccountAsync(), await SaveAccountAsync());
        var method = await AddAsync(alice);

        await RemoveAsync(bob, method);
        Assert.NotNull(await FindAsync(method));

        await RemoveAsync(alice, method);
        Assert.Null(await FindAsync(method));
    }

    [Fact]
    public async Task A_removal_and_the_next_default_are_saved_with_the_rest_or_not_at_all()
    {
        var account = await SaveAccountAsync();
        var (first, second) = (await AddAsync(account, change: m => m with { IsDefault = true }), await AddAsync(account));
        var stale = account with { Version = Guid.NewGuid() };

        Assert.IsType<SaveOutcome.Conflict>(await ReplaceDefaultAsync(stale, first, second));
        Assert.True((await ReadAsync(first)).IsDefault);

        Assert.IsType<SaveOutcome.Saved>(await ReplaceDefaultAsync(await CurrentAsync(account), first, second));
        Assert.Null(await FindAsync(first));
        Assert.True((await ReadAsync(second)).IsDefault);
    }

    [Fact]
    public async Task Of_two_removals_that_were_decided_on_the_same_state_of_things_one_wins()
    {
        var account = await SaveAccountAsync();
        var methods = new[] { await AddAsync(account), await AddAsync(account) };
        var seen = await CurrentAsync(account);

        var outcomes = await InParallelAsync(2, n => RemoveVersionedAsync(seen, methods[n]));

        Assert.Single(outcomes, outcome => outcome is SaveOutcome.Saved);
        Assert.Single(outcomes, outcome => outcome is SaveOutcome.Conflict);
        Assert.Single((await PersonAsync(account)).Methods);
    }

    [Fact]
    public async Task Nobody_removes_another_s_method_along_with_a_save()
    {
        var (alice, bob) = (await SaveAccountAsync(), await SaveAccountAsync());
        var method = await AddAsync(alice);

        await Host.SaveAsync<IMethodStore>(store => store.Remove(bob.Id, method.Id));

        Assert.NotNull(await FindAsync(method));
    }

    [Fact]
    public async Task A_use_is_noted_with_the_save()
    {
        var method = await AddAsync(await SaveAccountAsync());

        await Host.SaveAsync<IMethodStore>(store => store.NoteUse(method.Id, Times.In(5)));

        Assert.Equal(method with { LastUsedUtc = Times.In(5) }, await ReadAsync(method));
    }

    [Fact]
    public async Task A_look_up_key_belongs_to_one_method_of_a_factor()
    {
        var account = await SaveAccountAsync();
        var key = Unique("passkey");
        var method = await AddAsync(account, change: m => m with { LookupKey = key });
        Assert.Equal(method.Id, (await Host.InScopeAsync<IMethodStore, Method?>(store => store.FindByLookupKeyAsync(method.FactorKey, key, Ct)))?.Id);
        Assert.Null(await Host.InScopeAsync<IMethodStore, Method?>(store => store.FindByLookupKeyAsync("certificate", key, Ct)));

        var again = New(account) with { LookupKey = key };
        Assert.IsType<SaveOutcome.Conflict>(await Host.SaveAsync<IMethodStore>(store => store.Add(again)));
        Assert.IsType<SaveOutcome.Saved>(await Host.SaveAsync<IMethodStore>(store => store.Add(again with { FactorKey = "certificate" })));
    }

    private static Method New(Account account) => new()
    {
        Id = Guid.CreateVersion7(), AccountId = account.Id, FactorKey = "authenticatorApp", State = "sealed", CreatedUtc = Times.Now,
    };

    private async Task<Method> AddAsync(Account account, long counter = 0, Func<Method, Method>? change = null)
    {
        var method = New(account) with { Counter = counter };
        method = change?.Invoke(method) ?? method;
        Assert.IsType<SaveOutcome.Saved>(await Host.SaveAsync<IMethodStore>(store => store.Add(method)));
        return method;
    }

    private Task<bool> AdvanceAsync(Method method, long counter) =>
        Host.InScopeAsync<IMethodStore, bool>(store => store.TryAdvanceAsync(method.Id, counter, Times.Now, Ct));

    private Task<SaveOutcome> ReplaceDefaultAsync(Account account, Method removed, Method next) => Host.InScopeAsync<IServiceProvider, SaveOutcome>(services =>
    {
        var store = services.GetRequiredService<IMethodStore>();
        store.Remove(account.Id, removed.Id);
        store.SetDefault(account.Id, next.Id);
        services.GetRequiredService<IAccountStore>().Update(account);
        return services.GetRequiredService<IUnitOfWork>().SaveAsync(Ct);
    });

    private Task<SaveOutcome> RemoveVersionedAsync(Account seen, Method method) => Host.InScopeAsync<IServiceProvider, SaveOutcome>(services =>
    {
        services.GetRequiredService<IMethodStore>().Remove(seen.Id, method.Id);
        services.GetRequiredService<IAccountStore>().Update(seen);
        return services.GetRequiredService<IUnitOfWork>().SaveAsync(Ct);
    });

    private async Task<Account> CurrentAsync(Account account) => (await PersonAsync(account)).Account;

    private async Task<Person> PersonAsync(Account account) =>
        (await Host.InScopeAsync<IAccountStore, Person?>(store => store.ReadPersonAsync(account.Id, null, Ct)))!;

    private Task SetDefaultAsync(Account account, Method method) => Host.InScopeAsync<IMethodStore>(store => store.SetDefaultAsync(account.Id, method.Id, Ct));

    private Task RemoveAsync(Account account, Method method) => Host.InScopeAsync<IMethodStore>(store => store.RemoveAsync(account.Id, method.Id, Ct));

    private async Task<Method?> FindAsync(Method method)
    {
        var person = await Host.InScopeAsync<IAccountStore, Person?>(store => store.ReadPersonAsync(method.AccountId, null, Ct));
        return person!.Methods.FirstOrDefault(m => m.Id == method.Id);
    }

    private async Task<Method> ReadAsync(Method method) => (await FindAsync(method))!;
}
