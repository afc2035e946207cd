using IdentityServer.SignIn;
using IdentityServer.SignIn.Devices;
using IdentityServer.Storage.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IdentityServer.Storage.Tests.Devices;

public abstract class DeviceStoreContract(StoreFixture fixture) : StoreContract(fixture)
{
    // A scope for each use: parallel requests share no unit of work.
    private IDeviceStore Store => Host.Scope().ServiceProvider.GetRequiredService<IDeviceStore>();

    [Fact]
    public async Task Tells_new_devices_from_known_ones_even_in_parallel()
    {
        var device = New((await SaveAccountAsync()).Id);

        var isNew = await InParallelAsync(20, _ => Store.SeeAsync(device with { Id = Guid.CreateVersion7() }, Ct));

        Assert.Single(isNew, won => won);
        Assert.Single(await Store.ListAsync(device.AccountId, Ct));
    }

    [Fact]
    public async Task Being_seen_again_keeps_what_was_chosen_and_since_when_it_is_known()
    {
        var device = New((await SaveAccountAsync()).Id) with { RememberedUtc = Times.Now };
        await Store.SeeAsync(device, Ct);

        var later = device with { Id = Guid.CreateVersion7(), FirstSeenUtc = Times.In(9), LastSeenUtc = Times.In(9), RememberedUtc = null, Address = "192.0.2.9" };
        Assert.False(await Store.SeeAsync(later, Ct));

        Assert.Equivalent(
            device with { LastSeenUtc = Times.In(9), Address = "192.0.2.9" }, await Store.FindAsync(device.AccountId, device.TokenHash, Ct), strict: true);
    }

    [Fact]
    public async Task Is_seen_once_the_request_is_saved()
    {
        var device = New((await SaveAccountAsync()).Id);

        Assert.IsType<SaveOutcome.Saved>(await Host.SaveAsync<IDeviceStore>(store => store.See(device)));
        Assert.IsType<SaveOutcome.Saved>(await Host.SaveAsync<IDeviceStore>(store => store.See(device with { Id = Guid.CreateVersion7(), LastSeenUtc = Times.In(9) })));

        Assert.Equivalent(device with { LastSeenUtc = Times.In(9) }, await Store.FindAsync(device.AccountId, device.TokenHash, Ct), strict: true);
    }

    [Fact]
    public async Task One_browser_is_a_device_of_each_account_apart()
    {
        var device = New((await SaveAccountAsync()).Id);
        await Store.SeeAsync(device, Ct);

        Assert.Null(await Store.FindAsync((await SaveAccountAsync()).Id, device.TokenHash, Ct));
    }

    [Fact]
    public async Task Forgets_one_or_all_of_an_account()
    {
        var account = (await SaveAccountAsync()).Id;
        var devices = Enumerable.Range(0, 3).Select(n => New(account) with { LastSeenUtc = Times.In(n) }).ToList();
        foreach (var device in devices) await Store.SeeAsync(device, Ct);
        var stranger = New((await SaveAccountAsync()).Id);
        await Store.SeeAsync(stranger, Ct);

        await Store.ForgetAsync(account, stranger.Id, Ct);
        await Store.ForgetAsync(account, devices[1].Id, Ct);
        Assert.Equal([devices[2].Id, devices[0].Id], (await Store.ListAsync(account, Ct)).Select(device => device.Id));

        await Store.ForgetAsync(account, null, Ct);
        Assert.Empty(await Store.ListAsync(account, Ct));
        Assert.Single(await Store.ListAsync(stranger.AccountId, Ct));
    }

    private static Device New(Guid accountId) => new()
    {
        Id = Guid.CreateVersion7(), AccountId = accountId, TokenHash = Hash(), FirstSeenUtc = Times.Now, LastSeenUtc = Times.Now,
        Address = "192.0.2.1", UserAgent = "Firefox",
    };
}
