using System.Text.Json;
using IdentityServer.Web.Tests.Browser.Factors;
using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.SecurityInfo;

/// <summary>Profile: names, language, address and number; and the download of all that is kept.</summary>
public sealed class ProfileTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory, InlineData("en"), InlineData("fr")]
    public async Task A_new_address_takes_over_once_a_code_came_back_and_the_old_one_is_told(string culture)
    {
        var company = await server.AddCompanyAsync(new() { Culture = culture });
        var person = await server.AddPersonAsync(company);
        var address = "new." + person.Email;
        await using var visit = await Visit.StartAsync(server, new VisitWishes { Culture = culture, Script = false });
        await OpenAsync(visit, company, person);

        await visit.FollowAsync("Change: {0}", visit.Text("Email"));
        await visit.SeesAsync("Change your email address");
        await visit.TypeAsync("New email address", address);
        await visit.PressAsync("Send code");
        var code = await server.Mailroom.CodeAsync(address, "email");
        await CodePages.EnterAsync(visit, CodePages.WrongFor(code), "Save");
        Assert.NotEmpty(await visit.ErrorAsync());
        await CodePages.EnterAsync(visit, code, "Save");
        await Assertions.Expect(visit.Words("Your change is saved.")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.GetByText(address).First).ToBeVisibleAsync();

        foreach (var to in new[] { person.Email, address })
        {
            var notice = await server.Mailroom.NoticeAsync(to, "email-changed");
            Assert.Contains("/security/not-me?t=", notice.GetProperty("values").GetProperty("notMeUrl").GetString(), StringComparison.Ordinal);
        }

        await using var again = await Visit.StartAsync(server, culture);
        await again.EnterAsync(company, person with { Email = address });
    }

    [Fact]
    public async Task An_address_of_somebody_else_is_only_told_to_whoever_reads_its_mail()
    {
        var company = await server.AddCompanyAsync(new());
        var (person, other) = (await server.AddPersonAsync(company), await server.AddPersonAsync(company));
        await using var visit = await Visit.StartAsync(server);
        await OpenAsync(visit, company, person);
        await visit.FollowAsync("Change: {0}", "Email");
        await visit.TypeAsync("New email address", other.Email);
        await visit.PressAsync("Send code");
        await visit.SeesAsync("Enter code");

        await CodePages.EnterAsync(visit, await server.Mailroom.CodeAsync(other.Email, "email"), "Save");

        Assert.Contains("belongs to another account", await visit.ErrorAsync(), StringComparison.Ordinal);
        Assert.Empty(server.Mailroom.Notices(person.Email, "email-changed"));
    }

    [Fact]
    public async Task A_code_is_good_for_the_address_it_was_sent_to_and_once()
    {
        var company = await server.AddCompanyAsync(new());
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server);
        await OpenAsync(visit, company, person);
        await SendAsync(visit, "first." + person.Email);
        var first = visit.Page.Url;
        var code = await server.Mailroom.CodeAsync("first." + person.Email, "email");
        await SendAsync(visit, "second." + person.Email);
        await CodePages.EnterAsync(visit, code, "Save");
        Assert.NotEmpty(await visit.ErrorAsync());

        await using var stranger = await Visit.StartAsync(server);
        var other = await server.AddPersonAsync(company);
        await stranger.EnterAsync(company, other);
        var answer = await stranger.Page.GotoAsync(first);

        Assert.Equal(404, answer!.Status);
    }

    [Fact]
    public async Task A_new_number_takes_over_once_a_code_came_back()
    {
        var company = await server.AddCompanyAsync(new());
        var person = await server.AddPersonAsync(company);
        var number = CodePages.NewNumber();
        await using var visit = await Visit.StartAsync(server);
        await OpenAsync(visit, company, person);

        await visit.FollowAsync("Change: {0}", "Phone");
        await visit.SeesAsync("Change your phone number");
        await visit.Field("Country or region").SelectOptionAsync("CA");
        await visit.TypeAsync("Phone number", number[2..]);
        await visit.PressAsync("Text me a code");
        await CodePages.EnterAsync(visit, await server.Mailroom.CodeAsync(number, "sms"), "Save");

        await Assertions.Expect(visit.Page.GetByText(number)).ToBeVisibleAsync();
        await server.Mailroom.NoticeAsync(person.Email, "phone-changed");
    }

    [Fact]
    public async Task Names_and_language_are_changed()
    {
        var company = await server.AddCompanyAsync(new());
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server);
        await OpenAsync(visit, company, person);

        await visit.TypeAsync("First name", "Zoé");
        await visit.TypeAsync("Last name", "D’Été");
        await visit.Page.Locator("#Language").SelectOptionAsync("fr");
        await visit.PressAsync("Save");
        var french = visit.Reading("fr");
        await Assertions.Expect(french.Words("Your change is saved.")).ToBeVisibleAsync();
        await visit.Page.GotoAsync(server.Origin + "/security");

        await Assertions.Expect(visit.Page.GetByText("Zoé D’Été")).ToBeVisibleAsync();
        await french.SeesAsync("My security info");
    }

    [Fact]
    public async Task The_data_of_an_account_are_downloaded_after_a_fresh_proof_and_hold_no_secret()
    {
        var company = await server.AddCompanyAsync(new() { SecondFactor = "required" });
        var person = await server.AddPersonAsync(company, withApp: true);
        await using var visit = await Visit.StartAsync(server);
        await visit.EnterAsync(company, person);
        server.Clock.Advance(TimeSpan.FromMinutes(11));
        await visit.Page.GotoAsync(server.Origin + "/security/data");
        await visit.ProveCodeAsync(person);
        await visit.SeesAsync("Download my data");

        var download = await visit.Page.RunAndWaitForDownloadAsync(() => visit.PressAsync("Download"));
        var text = await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        var data = JsonSerializer.Deserialize<JsonElement>(text);

        Assert.Equal("my-data.json", download.SuggestedFilename);
        Assert.Equal(person.Email, data.GetProperty("profile").GetProperty("email").GetString());
        Assert.Equal(company.Slug, data.GetProperty("organizations")[0].GetProperty("slug").GetString());
        Assert.Equal(["authenticatorApp", "password"], data.GetProperty("methods").EnumerateArray().Select(method => method.GetProperty("kind").GetString()).Order(StringComparer.Ordinal));
        Assert.Equal(1, data.GetProperty("sessions").GetArrayLength());
        Assert.Equal(1, data.GetProperty("devices").GetArrayLength());
        Assert.Contains(data.GetProperty("events").EnumerateArray(), entry => entry.GetProperty("event").GetString() == "data_downloaded");
        Assert.DoesNotContain("hash", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(person.TotpSecret!, text, StringComparison.Ordinal);
    }

    private async Task SendAsync(Visit visit, string address)
    {
        await visit.Page.GotoAsync(server.Origin + "/security/email");
        await visit.TypeAsync("New email address", address);
        await visit.PressAsync("Send code");
        await visit.SeesAsync("Enter code");
    }

    private async Task OpenAsync(Visit visit, Company company, Person person)
    {
        await visit.EnterAsync(company, person);
        await visit.Page.GotoAsync(server.Origin + "/security");
        await visit.FollowAsync("Name, email, phone and language");
        await visit.SeesAsync("Profile");
    }
}
