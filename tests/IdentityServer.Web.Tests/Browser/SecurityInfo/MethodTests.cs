using IdentityServer.Web.Tests.Browser.Factors;
using IdentityServer.Web.Tests.Browser.Guides;
using IdentityServer.Web.Tests.Browser.Pages;
using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.SecurityInfo;

/// <summary>"My security info": the methods that people have, changed, made the default, deleted.</summary>
public sealed class MethodTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory, InlineData("en"), InlineData("fr")]
    public async Task A_phone_is_deleted_and_the_app_stays_for_policy_asks_for_it(string culture)
    {
        var company = await server.AddCompanyAsync(new() { Culture = culture, SecondFactor = "required", RequiredMethods = ["authenticatorApp"] });
        var person = await server.AddPersonAsync(company, withApp: true);
        await CodePages.AddPhoneAsync(server, person, CodePages.NewNumber(), isDefault: false);
        await using var visit = await Visit.StartAsync(server, new VisitWishes { Culture = culture, Script = false });
        await EnterWithAppAsync(visit, company, person);

        await visit.FollowAsync("Delete: {0}", visit.Text("Phone"));
        await visit.SeesAsync("Delete this method?");
        await visit.PressAsync("Delete");
        await Assertions.Expect(visit.Words("The method is deleted.")).ToBeVisibleAsync();
        await visit.FollowAsync("Delete: {0}", visit.Text("Authenticator app"));

        await visit.SeesAsync("This method can't be deleted");
        await Assertions.Expect(visit.Words("{0} asks for it. Set up another method first, or change this one.", company.Name)).ToBeVisibleAsync();
        Assert.Equal(["authenticatorApp", "password"], await CodePages.MethodsOfAsync(server, person));
        Assert.Equal(culture, (await server.Mailroom.NoticeAsync(person.Email, "method-removed")).GetProperty("culture").GetString());
    }

    [Fact]
    public async Task Another_method_becomes_the_default()
    {
        var (company, person) = await WithAppAndPhoneAsync();
        await using var visit = await Visit.StartAsync(server);
        await EnterWithAppAsync(visit, company, person);

        await visit.FollowAsync("Set as default: {0}", "Phone");
        await visit.SeesAsync("Default sign-in method");
        await visit.PressAsync("Save");

        await Assertions.Expect(visit.Words("Your change is saved.")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Listitem).First).ToContainTextAsync("Default sign-in method");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Listitem).First).ToContainTextAsync("Phone");
    }

    [Fact]
    public async Task A_new_app_takes_the_place_of_the_old_one_once_it_has_proven_itself()
    {
        var company = await server.AddCompanyAsync(new() { SecondFactor = "required", RequiredMethods = ["authenticatorApp"] });
        var person = await server.AddPersonAsync(company, withApp: true);
        await using var visit = await Visit.StartAsync(server);
        await visit.EnterAsync(company, person);
        await visit.Page.GotoAsync(server.Origin + "/security");

        await visit.PressAsync("Change: {0}", "Authenticator app");
        await visit.FollowAsync("I want to use a different authenticator app");
        var secret = AppWizard.SecretOf(await AppWizard.ScanAsync(visit));
        Assert.Equal(["authenticatorApp", "password"], await CodePages.MethodsOfAsync(server, person));
        await visit.FollowAsync("Next");
        await AppWizard.EnterCodeAsync(visit, server.CodeOf(secret));
        await visit.SeesAsync("Success!");
        await visit.PressAsync("Done");
        await visit.SeesAsync("My security info");

        Assert.Equal(["authenticatorApp", "password"], await CodePages.MethodsOfAsync(server, person));
        server.Clock.Advance(TimeSpan.FromSeconds(30));
        await using var second = await Visit.StartAsync(server);
        await second.EnterAsync(company, person with { TotpSecret = secret });
    }

    [Fact]
    public async Task A_new_number_takes_the_place_of_the_old_one_for_texts_and_calls()
    {
        var (company, person) = await WithAppAndPhoneAsync();
        await using var visit = await Visit.StartAsync(server);
        await EnterWithAppAsync(visit, company, person);
        var number = CodePages.NewNumber();

        await visit.PressAsync("Change: {0}", "Phone");
        await CodePages.GiveNumberAsync(visit, "CA", number[2..], "Text me a code");
        await CodePages.EnterAsync(visit, await server.Mailroom.CodeAsync(number, "sms"), "Next");
        await visit.SeesAsync("Success!");
        await visit.PressAsync("Done");

        await visit.SeesAsync("My security info");
        await Assertions.Expect(visit.Page.GetByText("XX" + number[^2..])).ToBeVisibleAsync();
        Assert.Equal(["authenticatorApp", "password", "sms", "voice"], await CodePages.MethodsOfAsync(server, person));
    }

    [Fact]
    public async Task A_proof_that_is_too_old_is_asked_for_again_before_anything_changes()
    {
        var (company, person) = await WithAppAndPhoneAsync();
        await using var visit = await Visit.StartAsync(server);
        await EnterWithAppAsync(visit, company, person);
        var address = await visit.Link("Delete: {0}", "Phone").GetAttributeAsync("href");
        server.Clock.Advance(TimeSpan.FromMinutes(11));

        await visit.Page.GotoAsync(server.Origin + address);
        await visit.SeesAsync("Verify your identity");
        await visit.ProveCodeAsync(person);
        await visit.SeesAsync("Delete this method?");
        server.Clock.Advance(TimeSpan.FromMinutes(21));
        await visit.PressAsync("Delete");

        await visit.SeesAsync("Verify your identity");
        Assert.Equal(["authenticatorApp", "password", "sms", "voice"], await CodePages.MethodsOfAsync(server, person));
    }

    [Fact]
    public async Task Nobody_reaches_another_s_method()
    {
        var (company, person) = await WithAppAndPhoneAsync();
        var stranger = await server.AddPersonAsync(company, "Emil Roy");
        await CodePages.AddMailboxAsync(server, stranger);
        await using var owner = await Visit.StartAsync(server);
        await EnterWithAppAsync(owner, company, person);
        var addresses = new List<string?> { await owner.Link("Delete: {0}", "Phone").GetAttributeAsync("href") };
        addresses.Add(addresses[0]!.Replace("/delete", "/name", StringComparison.Ordinal));
        await using var visit = await Visit.StartAsync(server);
        var request = new ApplicationRequest(server, company);
        await visit.OpenAsync(request);
        await visit.SignInAsync(stranger);
        await visit.PressAsync("Email {0}", $"e•••@{company.Slug}.example");
        await CodePages.EnterAsync(visit, await server.Mailroom.CodeAsync(stranger.Email, "email"), "Verify");
        await visit.ArriveAsync(request);

        foreach (var address in addresses)
        {
            var answer = await visit.Page.GotoAsync(server.Origin + address);
            Assert.Equal(404, answer!.Status);
        }
    }

    [Fact]
    public async Task New_recovery_codes_take_the_place_of_the_old_ones()
    {
        var company = await server.AddCompanyAsync(new() { SecondFactor = "required" });
        var person = await server.AddPersonAsync(company, withApp: true);
        await using var visit = await Visit.StartAsync(server);
        await EnterWithAppAsync(visit, company, person);
        await visit.PressAsync("Add a method");
        await visit.FollowAsync("Choose: {0}", "Recovery codes");
        var before = await SaveCodesAsync(visit);

        await visit.PressAsync("Make new codes");
        var after = await SaveCodesAsync(visit);

        Assert.Empty(before.Intersect(after));
        await Assertions.Expect(visit.Page.GetByText("10 codes left")).ToBeVisibleAsync();
        Assert.Equal(["authenticatorApp", "password", "recoveryCodes"], await CodePages.MethodsOfAsync(server, person));
    }

    [Fact]
    public async Task A_passkey_gets_another_name()
    {
        var company = await server.AddCompanyAsync(new() { SecondFactor = "required" });
        var person = await server.AddPersonAsync(company, withApp: true);
        await SecurityStops.AddPasskeyAsync(server, person, "Old name");
        await using var visit = await Visit.StartAsync(server);
        await EnterWithAppAsync(visit, company, person);
        await visit.FollowAsync("Change: {0}", "Security key or passkey, Old name");

        await visit.TypeAsync("Name", " ");
        await visit.PressAsync("Save");
        Assert.NotEmpty(await visit.ErrorAsync());
        await visit.TypeAsync("Name", "Blue key");
        await visit.PressAsync("Save");

        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Blue key" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_deletion_that_is_sent_twice_is_done_once()
    {
        var (company, person) = await WithAppAndPhoneAsync();
        await using var visit = await Visit.StartAsync(server);
        await EnterWithAppAsync(visit, company, person);
        await visit.FollowAsync("Delete: {0}", "Phone");
        await visit.SeesAsync("Delete this method?");
        var second = await visit.OpenTabAsync();
        await second.Page.GotoAsync(visit.Page.Url);

        await visit.PressAsync("Delete");
        await visit.SeesAsync("My security info");
        await second.PressAsync("Delete");
        await second.SeesAsync("My security info");

        Assert.Equal(["authenticatorApp", "password"], await CodePages.MethodsOfAsync(server, person));
        await server.Mailroom.NoticeAsync(person.Email, "method-removed");
        Assert.Single(server.Mailroom.Notices(person.Email, "method-removed"));
    }

    [Fact]
    public async Task The_front_page_leads_there()
    {
        var company = await server.AddCompanyAsync(new());
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server);
        await visit.EnterAsync(company, person);

        await visit.Page.GotoAsync(server.Origin);
        await visit.PressAsync("My security info: {0}", person.FullName);

        await visit.SeesAsync("My security info");
    }

    [Fact]
    public async Task Speaks_the_language_of_the_account_until_the_switch_says_otherwise()
    {
        var company = await server.AddCompanyAsync(new() { Culture = "fr" });
        var person = await server.AddPersonAsync(company);
        await using var english = await Visit.StartAsync(server);
        await english.EnterAsync(company, person, ("ui_locales", "en"));

        await english.Page.GotoAsync(server.Origin + "/security");
        await english.Reading("fr").SeesAsync("My security info");
        await english.Page.GetByRole(AriaRole.Link, new() { Name = "English" }).ClickAsync();

        await english.SeesAsync("My security info");
    }

    /// <summary>Signs in with the app and opens the page.</summary>
    private async Task EnterWithAppAsync(Visit visit, Company company, Person person)
    {
        await visit.EnterAsync(company, person);
        await visit.Page.GotoAsync(server.Origin + "/security");
        await visit.SeesAsync("My security info");
    }

    /// <summary>The codes on the page, saved; ends on the list of methods.</summary>
    private static async Task<IReadOnlyList<string>> SaveCodesAsync(Visit visit)
    {
        await visit.SeesAsync("Recovery codes");
        var codes = await visit.Page.Locator(".codes li").AllInnerTextsAsync();
        await visit.PressAsync("I saved my codes");
        await visit.SeesAsync("Success!");
        await visit.PressAsync("Done");
        await visit.SeesAsync("My security info");
        Assert.Equal(10, codes.Count);
        return codes;
    }

    private async Task<(Company Company, Person Person)> WithAppAndPhoneAsync()
    {
        var company = await server.AddCompanyAsync(new() { SecondFactor = "required" });
        var person = await server.AddPersonAsync(company, withApp: true);
        await CodePages.AddPhoneAsync(server, person, CodePages.NewNumber(), isDefault: false);
        return (company, person);
    }
}
