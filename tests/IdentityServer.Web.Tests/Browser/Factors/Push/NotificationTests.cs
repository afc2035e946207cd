using System.Text.Json;
using IdentityServer.Web.Tests.Support;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Factors.Push;

/// <summary>What the authenticator does without being looked at, and without a network. Phone and server have the same clock here.</summary>
public sealed class NotificationTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_message_of_the_server_becomes_a_notification_and_wakes_the_page()
    {
        await using var service = await LocalPushService.StartAsync();
        var company = await server.AddCompanyAsync(PushSteps.Wishes);
        var person = await server.AddPersonAsync(company);
        await using var phone = await PhoneVisit.StartAsync(server);
        await phone.Visit.Context.GrantPermissionsAsync(["notifications"], new() { Origin = server.Origin });
        await phone.Page.AddInitScriptAsync(service.SubscribeScript(service.Endpoint));
        await PushSteps.EnrollAsync(phone, company, person);
        var delivery = await service.NextAsync(TestContext.Current.CancellationToken);

        await DeliverAsync(phone, delivery.Text);

        var title = await phone.Page.EvaluateAsync<string>("navigator.serviceWorker.ready.then(async (worker) => (await worker.getNotifications())[0]?.title)");
        Assert.Equal("Approve sign in request", title);
    }

    [Fact]
    public async Task The_authenticator_can_be_installed()
    {
        await using var phone = await PhoneVisit.StartAsync(server);
        await phone.OpenAsync();

        var href = await phone.Page.Locator("link[rel=manifest]").GetAttributeAsync("href");
        using var answer = await server.Http.GetAsync(server.Origin + href, TestContext.Current.CancellationToken);
        var manifest = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        Assert.Equal("application/manifest+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("standalone", manifest.GetProperty("display").GetString());
        foreach (var icon in manifest.GetProperty("icons").EnumerateArray())
        {
            using var picture = await server.Http.GetAsync(server.Origin + icon.GetProperty("src").GetString(), TestContext.Current.CancellationToken);
            Assert.Equal(icon.GetProperty("type").GetString(), picture.Content.Headers.ContentType!.MediaType);
        }
    }

    [Fact]
    public async Task A_phone_without_a_network_still_shows_codes_that_are_good_once()
    {
        var company = await server.AddCompanyAsync(PushSteps.Wishes);
        var person = await server.AddPersonAsync(company);
        await using var phone = await PhoneVisit.StartAsync(server);
        await PushSteps.EnrollAsync(phone, company, person);
        await phone.OpenAsync();
        await phone.Page.EvaluateAsync("navigator.serviceWorker.ready.then(() => null)");
        await phone.Visit.Context.SetOfflineAsync(true);
        await phone.Page.ReloadAsync();
        await using var visit = await Visit.StartAsync(server);
        var request = await PushSteps.ReachNumberAsync(visit, company, person);

        await visit.FollowAsync("Enter the code from the authenticator instead");
        await visit.TypeAsync("Enter code", await phone.Page.Locator(".account-code .code-text").InnerTextAsync());
        await visit.PressAsync("Verify");

        Assert.NotNull((await visit.ArriveAsync(request)).Code);
        Assert.Contains("otp", (await request.RedeemAsync()).Amr);
    }

    /// <summary>As if the browser's push service had brought it.</summary>
    private async Task DeliverAsync(PhoneVisit phone, string data)
    {
        await phone.Page.EvaluateAsync("navigator.serviceWorker.ready.then(() => null)");
        var session = await phone.Visit.Context.NewCDPSessionAsync(phone.Page);
        var registration = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        session.Event("ServiceWorker.workerRegistrationUpdated").OnEvent += (_, news) =>
        {
            foreach (var known in news!.Value.GetProperty("registrations").EnumerateArray())
            {
                if (known.GetProperty("scopeURL").GetString()!.EndsWith("/authenticator", StringComparison.Ordinal)) registration.TrySetResult(known.GetProperty("registrationId").GetString()!);
            }
        };
        await session.SendAsync("ServiceWorker.enable");
        var id = await registration.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        await session.SendAsync("ServiceWorker.deliverPushMessage", new() { ["origin"] = server.Origin, ["registrationId"] = id, ["data"] = data });
        await phone.Page.WaitForFunctionAsync("navigator.serviceWorker.ready.then(async (worker) => (await worker.getNotifications()).length > 0)");
    }
}
