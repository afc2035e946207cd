using IdentityServer.Web.Tests.Browser.Factors;
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
        await Keyboard.TypeAsync(visit, "Email, phone or user name", person.Email);
        await visit.SeesAsync("Enter your password");
        await Keyboard.TypeAsync(visit, "Password", person.Password);
        await visit.SeesAsync("Protect your account");
        await Keyboard.UseAsync(visit, visit.Button("Next"));
        await visit.SeesAsync("Authenticator app");
        await Keyboard.TabToAsync(visit, visit.Page.GetByRole(AriaRole.Radio, new() { Name = "iPhone" }));
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Radio, new() { Name = "Android" })).ToBeCheckedAsync();
        await Keyboard.UseAsync(visit, visit.Button("Next"));
        await visit.SeesAsync("Start by getting the app");
        await Keyboard.UseAsync(visit, visit.Link("Next"));
        await visit.SeesAsync("Set up your account");
        await Keyboard.UseAsync(visit, visit.Link("Next"));
        var secret = AppWizard.SecretOf(await AppWizard.ScanAsync(visit));
        await Keyboard.UseAsync(visit, visit.Page.Locator("summary"));
        await Assertions.Expect(visit.Words("Secret key").First).ToBeVisibleAsync();
        await Keyboard.UseAsync(visit, visit.Link("Next"));
        await visit.SeesAsync("Enter code");
        await Keyboard.TypeAsync(visit, "Code", server.CodeOf(secret));
        await visit.SeesAsync("Success!");
        await Keyboard.UseAsync(visit, visit.Button("Done"));
        await visit.SeesAsync("Stay signed in?");
        await Keyboard.UseAsync(visit, visit.Button("Yes"));

        Assert.NotNull((await visit.ArriveAsync(request)).Code);
    }

    [Fact]
    public async Task Methods_are_added_renamed_chosen_and_deleted_with_the_keyboard_alone()
    {
        var company = await server.AddCompanyAsync(new() { SecondFactor = "required" });
        var person = await server.AddPersonAsync(company, withApp: true);
        await SecurityStops.AddPasskeyAsync(server, person, "Old name");
        await using var visit = await Visit.StartAsync(server);
        await visit.EnterAsync(company, person);
        await visit.Page.GotoAsync(server.Origin + "/security");

        await Keyboard.UseAsync(visit, visit.Button("Add a method"), "Space");
        await visit.SeesAsync("Keep your account secure");
        await Keyboard.UseAsync(visit, visit.Link("Choose: {0}", "Email"));
        await Keyboard.UseAsync(visit, visit.Button("Send code"), "Space");
        await visit.SeesAsync("Enter code");
        await Keyboard.TypeAsync(visit, "Enter code", await server.Mailroom.CodeAsync(person.Email, "email"));
        await visit.SeesAsync("Success!");
        await Keyboard.UseAsync(visit, visit.Button("Done"));
        await visit.SeesAsync("My security info");
        await Keyboard.UseAsync(visit, visit.Link("Change: {0}", "Security key or passkey, Old name"));
        await visit.SeesAsync("Change the name");
        await Keyboard.FillAsync(visit, "Name", "Blue key");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Blue key", Exact = true })).ToBeVisibleAsync();
        await Keyboard.UseAsync(visit, visit.Link("Set as default: {0}", "Email"));
        await visit.SeesAsync("Default sign-in method");
        await Keyboard.TabToAsync(visit, visit.Page.GetByRole(AriaRole.Radio, new() { Checked = true }));
        while (!await visit.Page.GetByRole(AriaRole.Radio, new() { NameRegex = Labels.Part("Email") }).IsCheckedAsync()) await visit.Page.Keyboard.PressAsync("ArrowDown");
        await Keyboard.UseAsync(visit, visit.Button("Save"));
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Listitem).First).ToContainTextAsync("Email");
        await Keyboard.UseAsync(visit, visit.Link("Delete: {0}", "Authenticator app"));
        await visit.SeesAsync("Delete this method?");
        await Keyboard.TabToAsync(visit, visit.Link("Cancel"));
        await Keyboard.TabToAsync(visit, visit.Button("Delete"), "Shift+Tab");
        await visit.Page.Keyboard.PressAsync("Space");

        await Assertions.Expect(visit.Words("The method is deleted.")).ToBeVisibleAsync();
        Assert.Equal(["email", "passkey", "password"], await CodePages.MethodsOfAsync(server, person));
    }

    [Fact]
    public async Task Sessions_are_ended_and_the_profile_is_changed_with_the_keyboard_alone()
    {
        var company = await server.AddCompanyAsync(new());
        var person = await server.AddPersonAsync(company);
        await using var other = await Visit.StartAsync(server);
        await other.EnterAsync(company, person);
        await using var visit = await Visit.StartAsync(server);
        await visit.EnterAsync(company, person);
        await visit.Page.GotoAsync(server.Origin + "/security");

        await Keyboard.UseAsync(visit, visit.Link("Sessions and devices"));
        await visit.SeesAsync("Sessions and devices");
        await Keyboard.UseAsync(visit, visit.Button("Sign out all others"), "Space");
        await Assertions.Expect(visit.Button("Sign out all others")).Not.ToBeVisibleAsync();
        await Keyboard.UseAsync(visit, visit.Link("My security info"));
        await Keyboard.UseAsync(visit, visit.Link("Name, email, phone and language"));
        await visit.SeesAsync("Profile");
        await Keyboard.FillAsync(visit, "First name", "Agathe");
        await Keyboard.TabToAsync(visit, visit.Page.Locator("#Language"));
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await Keyboard.UseAsync(visit, visit.Button("Save"), "Space");
        await Assertions.Expect(visit.Reading(await visit.Page.Locator("html").GetAttributeAsync("lang") ?? "en").Words("Your change is saved.")).ToBeVisibleAsync();

        await Assertions.Expect(visit.Page.Locator("#GivenName")).ToHaveValueAsync("Agathe");
        await other.Page.GotoAsync(server.Origin + "/security");
        await other.SeesAsync("Sign in");
    }

    [Fact]
    public async Task What_is_wrong_is_said_once_where_there_is_one_field_and_next_to_each_where_there_are_more()
    {
        var company = await server.AddCompanyAsync(new());
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server);
        await visit.OpenAsync(new ApplicationRequest(server, company));
        await visit.PressAsync("Next");
        await visit.ErrorAsync();
        Assert.InRange((await visit.Page.Locator("#Identifier-error").BoundingBoxAsync())!.Height, 0, 1);
        await Assertions.Expect(visit.Page.Locator("#Identifier")).ToHaveAccessibleDescriptionAsync("Enter your email, phone number or user name.");
        await visit.SignInAsync(person);
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = StandInApplication.Heading })).ToBeVisibleAsync();

        await visit.Page.GotoAsync(server.Origin + "/security/password");
        await visit.PressAsync("Save");
        await visit.ErrorAsync();

        Assert.InRange((await visit.Page.Locator(".field-validation-error").First.BoundingBoxAsync())!.Height, 16, 200);
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
}
