using IdentityServer.Web.Tests.Browser.Guides;
using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Pages;

public sealed class KeyboardTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task The_wizard_is_walked_with_the_keyboard_alone()
    {
        var company = await server.AddCompanyAsync(CompanyWishes.Guide("en"));
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server);
        var request = new ApplicationRequest(server, company);
        await visit.OpenAsync(request);

        await visit.SeesAsync("Sign in");
        await TypeAsync(visit, "Email, phone or user name", person.Email);
        await visit.SeesAsync("Enter your password");
        await TypeAsync(visit, "Password", person.Password);
        await visit.SeesAsync("Protect your account");
        await UseAsync(visit, visit.Button("Next"));
        await visit.SeesAsync("Authenticator app");
        await TabToAsync(visit, visit.Page.GetByRole(AriaRole.Radio, new() { Name = "iPhone" }));
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Radio, new() { Name = "Android" })).ToBeCheckedAsync();
        await UseAsync(visit, visit.Button("Next"));
        await visit.SeesAsync("Start by getting the app");
        await UseAsync(visit, visit.Link("Next"));
        await visit.SeesAsync("Set up your account");
        await UseAsync(visit, visit.Link("Next"));
        var secret = AppWizard.SecretOf(await AppWizard.ScanAsync(visit));
        await UseAsync(visit, visit.Page.Locator("summary"));
        await Assertions.Expect(visit.Words("Secret key").First).ToBeVisibleAsync();
        await UseAsync(visit, visit.Link("Next"));
        await visit.SeesAsync("Enter code");
        await TypeAsync(visit, "Code", server.CodeOf(secret));
        await visit.SeesAsync("Success!");
        await UseAsync(visit, visit.Button("Done"));
        await visit.SeesAsync("Stay signed in?");
        await UseAsync(visit, visit.Button("Yes"));

        Assert.NotNull((await visit.ArriveAsync(request)).Code);
    }

    [Fact]
    public async Task What_is_wrong_takes_the_focus_and_leads_to_its_field()
    {
        var company = await server.AddCompanyAsync(new());
        await using var visit = await Visit.StartAsync(server);
        await visit.OpenAsync(new ApplicationRequest(server, company));

        await visit.PressAsync("Next");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Alert)).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Tab");
        await visit.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(visit.Field("Email, phone or user name")).ToBeFocusedAsync();
    }

    /// <summary>The page's field has the focus already.</summary>
    private static async Task TypeAsync(Visit visit, string label, string text)
    {
        await Assertions.Expect(visit.Field(label)).ToBeFocusedAsync();
        await visit.Page.Keyboard.TypeAsync(text);
        await visit.Page.Keyboard.PressAsync("Enter");
    }

    private static async Task UseAsync(Visit visit, ILocator target)
    {
        await TabToAsync(visit, target);
        await visit.Page.Keyboard.PressAsync("Enter");
    }

    private static async Task TabToAsync(Visit visit, ILocator target)
    {
        await target.WaitForAsync();
        for (var tabs = 0; !await target.EvaluateAsync<bool>("element => element === document.activeElement"); tabs++)
        {
            Assert.True(tabs < 30, $"The Tab key does not reach {target}.");
            await visit.Page.Keyboard.PressAsync("Tab");
        }

        // A radio button hands its ring to the card around it.
        Assert.True(await target.EvaluateAsync<bool>(
            """
            element => [element, element.closest('label')].some(box => box && (getComputedStyle(box).outlineStyle !== 'none' || getComputedStyle(box).boxShadow !== 'none'))
            """), $"{target} shows no focus.");
    }
}
