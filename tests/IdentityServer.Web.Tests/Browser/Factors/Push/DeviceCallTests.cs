using System.Text.Json;
using IdentityServer.SignIn.Methods;
using IdentityServer.Web.Factors;
using IdentityServer.Web.Factors.Push;
using IdentityServer.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Person = IdentityServer.Web.Tests.Support.Person;

namespace IdentityServer.Web.Tests.Browser.Factors.Push;

/// <summary>What a device can say, and what it can't.</summary>
public sealed class DeviceCallTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task An_approval_is_good_for_the_challenge_that_it_was_signed_over_alone()
    {
        using var device = new TestDevice(server);
        await using var visit = await Visit.StartAsync(server);
        var (company, person) = await EnrollAsync(device);
        await PushSteps.ReachNumberAsync(visit, company, person);
        var first = (await device.PendingAsync())!.Value;
        Assert.Equal("denied", await device.AnswerAsync(first, "deny"));
        await visit.ErrorAsync();
        await visit.PressAsync("Send another request");
        var number = await PushSteps.NumberAsync(visit);
        var second = (await device.PendingAsync())!.Value;

        Assert.Equal("over", await device.AnswerAsync(first, "approve", number));
        Assert.Equal("invalid_call", await device.AnswerAsync(second, "approve", number, first.GetProperty("challenge").GetString()));
        Assert.Equal("approved", await device.AnswerAsync(second, "approve", number));
    }

    [Fact]
    public async Task Of_many_answers_at_once_one_is_taken()
    {
        using var device = new TestDevice(server);
        await using var visit = await Visit.StartAsync(server);
        var (company, person) = await EnrollAsync(device);
        var request = await PushSteps.ReachNumberAsync(visit, company, person);
        var number = await PushSteps.NumberAsync(visit);
        var pending = (await device.PendingAsync())!.Value;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => device.AnswerAsync(pending, "approve", number)));

        Assert.Single(outcomes, "approved");
        Assert.Equal(19, outcomes.Count(outcome => outcome == "over"));
        Assert.NotNull((await visit.ArriveAsync(request)).Code);
    }

    [Fact]
    public async Task A_device_is_told_what_it_needs_and_not_the_number()
    {
        using var device = new TestDevice(server);
        await using var visit = await Visit.StartAsync(server);
        var (company, person) = await EnrollAsync(device);
        await PushSteps.ReachNumberAsync(visit, company, person);

        var pending = (await device.PendingAsync())!.Value;

        Assert.Equal(
            ["address", "application", "at", "browser", "challenge", "id", "organization", "secondsLeft", "test"],
            pending.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Another_key_answers_nothing_and_another_account_sees_nothing()
    {
        using var device = new TestDevice(server);
        using var neighbour = new TestDevice(server);
        using var stranger = new TestDevice(server);
        await using var visit = await Visit.StartAsync(server);
        await EnrollAsync(neighbour);
        var (company, person) = await EnrollAsync(device);
        await PushSteps.ReachNumberAsync(visit, company, person);
        var number = await PushSteps.NumberAsync(visit);
        var pending = (await device.PendingAsync())!.Value;

        Assert.Null(await neighbour.PendingAsync());
        Assert.Equal("over", await neighbour.AnswerAsync(pending, "approve", number));
        Assert.Equal("unknown_device", await stranger.AnswerAsync(pending, "approve", number));
        Assert.Equal("unknown_device", await ClaimedAsync(stranger, device.Id));
    }

    [Fact]
    public async Task A_call_that_is_old_for_another_address_or_of_another_kind_is_refused()
    {
        using var device = new TestDevice(server);
        var header = new { alg = "ES256", typ = "authenticator+jws", kid = device.Id };
        var (_, hint) = await TestDevice.SendAsync(server, "pending", device.Sign("pending", [], header, ""));
        var nonce = hint.GetProperty("nonce").GetString()!;

        var elsewhere = await TestDevice.SendAsync(server, "answer", device.Sign("pending", [], header, nonce));
        var unsigned = await TestDevice.SendAsync(server, "pending", device.Sign("pending", [], new { alg = "none", typ = "authenticator+jws", kid = device.Id }, nonce));
        var form = await TestDevice.SendAsync(server, "pending", device.Sign("pending", [], header, nonce), "text/plain");
        var junk = await TestDevice.SendAsync(server, "pending", "not a call");
        server.Clock.Advance(TimeSpan.FromMinutes(3));
        var old = await TestDevice.SendAsync(server, "pending", device.Sign("pending", [], header, nonce));

        Assert.Equal([400, 400, 415, 400, 401], new[] { elsewhere, unsigned, form, junk, old }.Select(answer => answer.Status));
        Assert.Equal("use_nonce", old.Json.GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_push_service_gets_a_message_that_only_the_device_reads_and_none_once_it_says_gone()
    {
        await using var service = await LocalPushService.StartAsync();
        using var device = new TestDevice(server);
        await using var visit = await Visit.StartAsync(server);
        var (company, person) = await EnrollAsync(device, SubscriptionOf(service));
        await service.NextAsync(TestContext.Current.CancellationToken);

        // Too busy at first: asked again shortly after. Then the subscription is over.
        service.AnswerWith((429, 0), (410, null));
        await PushSteps.ReachNumberAsync(visit, company, person);
        await service.NextAsync(TestContext.Current.CancellationToken);
        var delivery = await service.NextAsync(TestContext.Current.CancellationToken);

        Assert.Equal(("60", "high", "aes128gcm"), (delivery.Headers["TTL"], delivery.Headers["Urgency"], delivery.Headers["Content-Encoding"]));
        Assert.StartsWith("vapid t=", delivery.Headers["Authorization"], StringComparison.Ordinal);
        var message = JsonDocument.Parse(delivery.Text).RootElement;
        Assert.Equal("Approve sign in request", message.GetProperty("title").GetString());
        Assert.Contains(company.Name, message.GetProperty("body").GetString(), StringComparison.Ordinal);
        Assert.True(await IsForgottenAsync(device.Id));
    }

    [Fact]
    public async Task An_address_that_is_no_push_service_is_not_kept()
    {
        await using var service = await LocalPushService.StartAsync();
        using var device = new TestDevice(server);
        var (endpoint, keys) = ("https://intranet.example/steal", new { p256dh = Text(service.Key), auth = Text(service.Auth) });

        await EnrollAsync(device, new { endpoint, keys });

        Assert.True(await IsForgottenAsync(device.Id));
    }

    /// <summary>Through the wizard, with a device that is no browser.</summary>
    private async Task<(Company Company, Person Person)> EnrollAsync(TestDevice device, object? subscription = null)
    {
        var company = await server.AddCompanyAsync(PushSteps.Wishes);
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server);
        var paired = await device.PairAsync(TestDevice.CodeOf(await PushSteps.ReachPairingAsync(visit, company, person)), subscription);
        Assert.Equal(device.Id, paired.GetProperty("device").GetString());
        await visit.SeesAsync("Let's try it out");
        var number = await PushSteps.NumberAsync(visit);
        Assert.Equal("approved", await device.AnswerAsync((await device.PendingAsync())!.Value, "approve", number));
        await visit.SeesAsync("Success!");
        return (company, person);
    }

    /// <summary>Whether the device has no subscription, or soon has none.</summary>
    private async Task<bool> IsForgottenAsync(string deviceId)
    {
        for (var looks = 0; looks < 400; looks++)
        {
            await using var scope = server.Services.CreateAsyncScope();
            var method = await scope.ServiceProvider.GetRequiredService<IMethodStore>().FindByLookupKeyAsync(PushFactor.FactorKey, deviceId, TestContext.Current.CancellationToken);
            var state = PushState.FromJson(scope.ServiceProvider.GetRequiredService<MethodSecrets>().Unprotect(method!));
            if (state.Subscription is null) return true;
        }

        return false;
    }

    private static object SubscriptionOf(LocalPushService service) => new { endpoint = service.Endpoint, keys = new { p256dh = Text(service.Key), auth = Text(service.Auth) } };

    private static string Text(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    private async Task<string> ClaimedAsync(TestDevice device, string id)
    {
        var header = new { alg = "ES256", typ = "authenticator+jws", kid = id };
        var (_, hint) = await TestDevice.SendAsync(server, "pending", device.Sign("pending", [], header, ""));
        var (_, answer) = await TestDevice.SendAsync(server, "pending", device.Sign("pending", [], header, hint.GetProperty("nonce").GetString()!));
        return answer.GetProperty("error").GetString()!;
    }
}
