using IdentityServer.Web.Tests.Browser.Factors.Push;
using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;

namespace IdentityServer.Web.Tests.Browser.Pages;

/// <summary>The pages of the tour that ask a phone, and those of the authenticator on it.</summary>
internal static class PushStops
{
    public static readonly IReadOnlyList<string> Names =
    [
        "push-pair", "push-test", "push-test-error", "push-request", "push-over", "push-code",
        "app-empty", "app-add", "app-add-error", "app-request", "app-report", "app-approved", "app-accounts", "app-account", "app-offline",
    ];

    public static async Task RunAsync(Visit visit, Func<string, Task> look)
    {
        var culture = visit.Wishes.Culture;
        var (slug, name) = culture == "fr" ? ("quai", "Quai des Arts") : ("quay", "Quayside Arts");
        var company = new Company(slug, name, culture, slug, ServerFixture.NewSecret());
        var person = new Person($"nora-{slug}", $"nora.benali@{slug}.example", "copper meadow 31", "Nora Benali", null);
        var other = new Person($"hugo-{slug}", $"hugo.roy@{slug}.example", "silver harvest 92", "Hugo Roy", null);
        await visit.Server.AddAsync(company, PushSteps.Wishes with { Culture = culture, Color = "#8a3b12" });
        await visit.Server.ChangePersonAsync(person, company, secondFactor: false);
        await visit.Server.ChangePersonAsync(other, company, secondFactor: false);

        await AtTheDeskAsync(visit, company, person, look);
        await OnThePhoneAsync(new PhoneVisit(visit), company, other, look);
    }

    private static async Task AtTheDeskAsync(Visit visit, Company company, Person person, Func<string, Task> look)
    {
        await using var phone = await PhoneVisit.StartAsync(visit.Server, visit.Wishes.Culture);
        var link = await PushSteps.ReachPairingAsync(visit, company, person);
        await look("push-pair");
        await phone.PairAsync(link);
        await visit.SeesAsync("Let's try it out");
        await look("push-test");
        await phone.SeesRequestAsync();
        await SendAnotherAsync(visit);
        await phone.SeesTheEndAsync();
        await look("push-test-error");
        await visit.PressAsync("Send another request");
        await phone.ApproveAsync(await PushSteps.NumberAsync(visit));
        await visit.SeesAsync("Success!");

        await PushSteps.ReachNumberAsync(visit, company, person);
        await look("push-request");
        await SendAnotherAsync(visit);
        await look("push-over");
        await visit.FollowAsync("Enter the code from the authenticator instead");
        await visit.SeesAsync("Verify your identity");
        await look("push-code");
    }

    private static async Task OnThePhoneAsync(PhoneVisit phone, Company company, Person person, Func<string, Task> look)
    {
        await using var desk = await Visit.StartAsync(phone.Visit.Server, phone.Visit.Wishes.Culture);
        await phone.OpenAsync();
        await look("app-empty");
        await phone.Visit.PressAsync("Add account");
        await look("app-add");
        await phone.PairAsync(phone.Visit.Server.Origin + "/authenticator#pair=AAAAAAAA");
        await phone.Visit.ErrorAsync();
        await look("app-add-error");

        await phone.PairAsync(await PushSteps.ReachPairingAsync(desk, company, person));
        await phone.SeesRequestAsync();
        await look("app-request");
        await phone.Visit.PressAsync("It wasn't me");
        await phone.Visit.SeesAsync("It wasn't me");
        await look("app-report");

        await SendAnotherAsync(desk);
        await phone.OpenAsync();
        await desk.PressAsync("Send another request");
        await phone.ApproveAsync(await PushSteps.NumberAsync(desk));
        await look("app-approved");
        await desk.SeesAsync("Success!");
        await phone.Visit.PressAsync("Done");
        await phone.Visit.SeesAsync("Authenticator");
        await look("app-accounts");
        await phone.Page.Locator(".account-name").ClickAsync();
        await Assertions.Expect(phone.Page.Locator("#rename")).ToBeVisibleAsync();
        await look("app-account");
        await phone.Page.GotoAsync(phone.Visit.Server.Origin + "/authenticator/offline");
        await phone.Visit.SeesAsync("You are offline");
        await look("app-offline");
    }

    /// <summary>However long the looking took, the request is over now.</summary>
    private static async Task SendAnotherAsync(Visit visit)
    {
        visit.Server.Clock.Advance(TimeSpan.FromSeconds(61));
        await Assertions.Expect(visit.Button("Send another request")).ToBeVisibleAsync();
    }
}
