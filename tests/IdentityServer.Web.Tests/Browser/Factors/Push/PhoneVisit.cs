using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Factors.Push;

/// <summary>Somebody's phone: a browser of its own with the authenticator open.</summary>
internal sealed class PhoneVisit(Visit visit) : IAsyncDisposable
{
    public Visit Visit => visit;

    public IPage Page => visit.Page;

    public static async Task<PhoneVisit> StartAsync(ServerFixture server, string culture = "en")
    {
        var phone = new PhoneVisit(await Visit.StartAsync(server, new VisitWishes { Culture = culture, Width = 390, Height = 780 }));
        return phone;
    }

    public async Task OpenAsync()
    {
        await Page.GotoAsync(visit.Server.Origin + "/authenticator");
        await visit.SeesAsync("Authenticator");
    }

    /// <summary>Opens the link that the QR code holds and pairs.</summary>
    public async Task PairAsync(string link, string name = "Pauline's phone")
    {
        await Page.GotoAsync(link);
        await visit.SeesAsync("Add account");
        await Page.Locator("#device-name").FillAsync(name);
        await visit.PressAsync("Add account");
    }

    /// <summary>Waits for the request that the page finds by itself.</summary>
    public Task SeesRequestAsync() => visit.SeesAsync("Approve sign in request");

    /// <summary>The request is over before it was answered.</summary>
    public Task SeesTheEndAsync() => visit.SeesAsync("The request is over.");

    /// <summary>Waits for another request than the one shown.</summary>
    public async Task SeesAnotherRequestAsync(Func<Task> send)
    {
        await SeesRequestAsync();
        var shown = await Page.Locator("[data-view=request]").GetAttributeAsync("data-request");
        await send();
        await Assertions.Expect(Page.Locator("[data-view=request]")).Not.ToHaveAttributeAsync("data-request", shown!);
    }

    public async Task EnterAsync(string number)
    {
        await SeesRequestAsync();
        await visit.TypeAsync("Number shown on the sign-in page", number);
        await visit.PressAsync("Approve");
    }

    public async Task ApproveAsync(string number)
    {
        await EnterAsync(number);
        await visit.SeesAsync("Approved");
    }

    /// <summary>What the request says of itself.</summary>
    public Task<string> FactAsync(string name) => Page.Locator($"[data-fact={name}]").InnerTextAsync();

    public ValueTask DisposeAsync() => visit.DisposeAsync();
}

/// <summary>The steps of a sign-in that asks a phone.</summary>
internal static class PushSteps
{
    public static CompanyWishes Wishes { get; } = new() { SecondFactor = "required", RequiredMethods = ["push"] };

    /// <summary>The number on the page.</summary>
    public static async Task<string> NumberAsync(Visit visit)
    {
        var number = visit.Page.Locator(".match-number");
        await Assertions.Expect(number).ToBeVisibleAsync();
        return (await number.InnerTextAsync()).Trim();
    }

    /// <summary>From the password to the wizard's code; returns the link that its QR code holds.</summary>
    public static async Task<string> ReachPairingAsync(Visit visit, Company company, Person person)
    {
        await visit.OpenAsync(new ApplicationRequest(visit.Server, company, ("prompt", "login")));
        await visit.NameAsync(person);
        await visit.ProvePasswordAsync(person);
        await visit.SeesAsync("Protect your account");
        await visit.PressAsync("Next");
        await visit.SeesAsync("Set up your account");
        return await QrReader.ReadAsync(visit.Page.GetByRole(AriaRole.Img, new() { NameRegex = Labels.Part("QR") }));
    }

    /// <summary>Pairs the phone on a sign-in of its own, and passes the test.</summary>
    public static async Task EnrollAsync(PhoneVisit phone, Company company, Person person)
    {
        await using var visit = await Visit.StartAsync(phone.Visit.Server, phone.Visit.Wishes.Culture);
        await phone.PairAsync(await ReachPairingAsync(visit, company, person));
        await visit.SeesAsync("Let's try it out");
        await phone.ApproveAsync(await NumberAsync(visit));
        await visit.SeesAsync("Success!");
    }

    /// <summary>The JSON of a message, once it was sent.</summary>
    public static async Task<string> MessageAsync(ServerFixture server, string template, string to)
    {
        for (var looks = 0; ; looks++)
        {
            Assert.True(looks < 600, $"No message {template} was sent.");
            foreach (var file in server.MessageFiles())
            {
                var json = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
                if (json.Contains($"\"{template}\"", StringComparison.Ordinal) && json.Contains(to, StringComparison.Ordinal)) return json;
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Up to the number.</summary>
    public static async Task<ApplicationRequest> ReachNumberAsync(Visit visit, Company company, Person person)
    {
        var request = new ApplicationRequest(visit.Server, company, ("prompt", "login"));
        await visit.OpenAsync(request);
        await visit.NameAsync(person);
        await visit.ProvePasswordAsync(person);
        await visit.SeesAsync("Approve sign in request");
        return request;
    }
}
