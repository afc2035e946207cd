using System.Text.RegularExpressions;
using IdentityServer.SignIn.Accounts;
using IdentityServer.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;
using Person = IdentityServer.Web.Tests.Support.Person;

namespace IdentityServer.Web.Tests.Browser.Factors;

/// <summary>One phone, two ways: set up by text or by call, and used either way.</summary>
public sealed class PhoneTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory]
    [InlineData("en", "Text me a code", "sms", "sms")]
    [InlineData("fr", "Call me", "voice", "tel")]
    public async Task A_phone_is_set_up_by_a_code_and_can_then_be_texted_and_called(string culture, string way, string channel, string amr)
    {
        var company = await server.AddCompanyAsync(Wishes with { Culture = culture });
        var person = await server.AddPersonAsync(company);
        var number = CodePages.NewNumber();
        await using var visit = await Visit.StartAsync(server, culture);
        var request = await ReachProtectAsync(visit, company, person);

        await visit.PressAsync("Next");
        await CodePages.GiveNumberAsync(visit, "CA", $"({number[2..5]}) {number[5..8]}-{number[8..]}", way);
        await visit.SeesAsync("Enter code");
        var message = await server.Mailroom.CodeMessageAsync(number, channel);
        await CodePages.EnterAsync(visit, message.GetProperty("values").GetProperty("code").GetString()!, "Next");
        await visit.SeesAsync("Success!");
        await visit.PressAsync("Done");
        await visit.ArriveAsync(request);

        Assert.Equal(["password", "sms", "voice"], await CodePages.MethodsOfAsync(server, person));
        Assert.Equal(["pwd", amr, "mfa"], (await request.RedeemAsync()).Amr);
        Assert.Equal(culture, message.GetProperty("culture").GetString());
        Assert.Equal(number, await PhoneOfAsync(person));
    }

    [Theory]
    [InlineData("en", "Text {0}", "sms", "sms")]
    [InlineData("fr", "Text {0}", "sms", "sms")]
    [InlineData("en", "Call {0}", "voice", "tel")]
    [InlineData("fr", "Call {0}", "voice", "tel")]
    public async Task A_code_that_came_to_the_phone_is_a_second_factor(string culture, string offer, string channel, string amr)
    {
        var company = await server.AddCompanyAsync(Wishes with { Culture = culture });
        var (person, number) = await AddOwnerAsync(company);
        await using var visit = await Visit.StartAsync(server, culture);
        var request = await ReachChallengeAsync(visit, company, person);
        if (channel == "voice") await visit.Page.GotoAsync(visit.PathInJourney("/factors/phone/call"));

        Assert.Empty(server.Mailroom.CodeMessages(number, channel));
        await visit.PressAsync(offer, "+X XXX-XXX-XX" + number[^2..]);
        await CodePages.EnterAsync(visit, await server.Mailroom.CodeAsync(number, channel), "Verify");
        await visit.ArriveAsync(request);

        Assert.Equal(["pwd", amr, "mfa"], (await request.RedeemAsync()).Amr);
    }

    [Fact]
    public async Task The_last_line_of_a_text_binds_its_code_to_our_pages()
    {
        var (person, number, company) = await AddOwnerAsync();
        await using var visit = await Visit.StartAsync(server);
        await ReachChallengeAsync(visit, company, person);

        await visit.PressAsync("Text {0}", "+X XXX-XXX-XX" + number[^2..]);

        var message = await server.Mailroom.CodeMessageAsync(number, "sms");
        Assert.EndsWith($"\n@localhost #{message.GetProperty("values").GetProperty("code").GetString()}", message.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_code_is_refused_and_the_sixth_answer_to_one_code_is_not_looked_at()
    {
        var (person, number, company) = await AddOwnerAsync();
        await using var visit = await Visit.StartAsync(server);
        var request = await ReachChallengeAsync(visit, company, person);
        await visit.PressAsync("Text {0}", "+X XXX-XXX-XX" + number[^2..]);
        var code = await server.Mailroom.CodeAsync(number, "sms");

        for (var tries = 0; tries < 5; tries++)
        {
            await CodePages.EnterAsync(visit, CodePages.WrongFor(code), "Verify");
            await Assertions.Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("not right");
        }

        await CodePages.EnterAsync(visit, code, "Verify");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Ask for a new one");
        Assert.Null(request.Answer);

        server.Clock.Advance(TimeSpan.FromSeconds(31));
        await visit.Page.ReloadAsync();
        await visit.PressAsync("Resend code");
        await CodePages.EnterAsync(visit, await server.Mailroom.CodeAsync(number, "sms", 2), "Verify");
        await visit.ArriveAsync(request);
    }

    [Fact]
    public async Task A_code_is_good_for_five_minutes_and_until_the_next_one()
    {
        var (person, number, company) = await AddOwnerAsync();
        await using var visit = await Visit.StartAsync(server);
        var request = await ReachChallengeAsync(visit, company, person);
        await visit.PressAsync("Text {0}", "+X XXX-XXX-XX" + number[^2..]);
        var late = await server.Mailroom.CodeAsync(number, "sms");
        await Assertions.Expect(visit.Field("Enter code")).ToBeVisibleAsync();
        server.Clock.Advance(TimeSpan.FromMinutes(5));
        await CodePages.EnterAsync(visit, late, "Verify");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("no longer good");

        await visit.PressAsync("Text {0}", "+X XXX-XXX-XX" + number[^2..]);
        var replaced = await server.Mailroom.CodeAsync(number, "sms", 2);
        server.Clock.Advance(TimeSpan.FromSeconds(31));
        await visit.Page.ReloadAsync();
        await visit.PressAsync("Resend code");
        var good = await server.Mailroom.CodeAsync(number, "sms", 3);
        if (replaced != good)
        {
            await CodePages.EnterAsync(visit, replaced, "Verify");
            await Assertions.Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("not right");
        }

        await CodePages.EnterAsync(visit, good, "Verify");
        await visit.ArriveAsync(request);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Another_code_has_to_be_waited_for_and_the_wait_is_shown(bool script)
    {
        var (person, number, company) = await AddOwnerAsync();
        await using var visit = await Visit.StartAsync(server, new VisitWishes { Script = script });
        await ReachChallengeAsync(visit, company, person);
        await visit.PressAsync("Text {0}", "+X XXX-XXX-XX" + number[^2..]);
        await server.Mailroom.CodeAsync(number, "sms");

        if (script)
        {
            await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new() { NameRegex = Labels.Part("Resend code in") })).ToBeDisabledAsync();
        }
        else
        {
            // Of thirty seconds, on a machine that may be busy.
            var wait = new Regex("in (30|[12][0-9]) s");
            await Assertions.Expect(visit.Page.GetByText(Labels.Part("You can ask for another code in"))).ToContainTextAsync(wait);
            await visit.PressAsync("Resend code");
            await Assertions.Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync(wait);
        }

        Assert.Single(server.Mailroom.CodeMessages(number, "sms"));
    }

    [Fact]
    public async Task A_sixth_code_in_an_hour_is_not_sent()
    {
        var (person, number, company) = await AddOwnerAsync();
        await using var visit = await Visit.StartAsync(server, new VisitWishes { Script = false });
        await ReachChallengeAsync(visit, company, person);
        await visit.PressAsync("Text {0}", "+X XXX-XXX-XX" + number[^2..]);
        for (var sent = 1; sent < 5; sent++)
        {
            await server.Mailroom.CodeAsync(number, "sms", sent);
            server.Clock.Advance(TimeSpan.FromSeconds(31));
            await visit.PressAsync("Resend code");
        }

        await server.Mailroom.CodeAsync(number, "sms", 5);
        server.Clock.Advance(TimeSpan.FromSeconds(31));
        await visit.PressAsync("Resend code");

        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("as many codes as we may");
        Assert.Equal(5, server.Mailroom.CodeMessages(number, "sms").Count);
    }

    [Theory]
    [InlineData("CA", "514 555", "too short")]
    [InlineData("CA", "514 555 0163 0163", "too long")]
    [InlineData("CA", "514-555-HELP", "digits only")]
    [InlineData("CA", "", "Enter your phone number")]
    [InlineData("CA", "+999 12345678", "begins like that")]
    [InlineData("CA", "+1 876 555 0163", "doesn't allow")]
    public async Task A_number_that_cannot_be_right_is_explained(string country, string typed, string words)
    {
        var company = await server.AddCompanyAsync(Wishes with { PhoneCountries = ["CA", "FR"] });
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server);
        await ReachProtectAsync(visit, company, person);
        await visit.PressAsync("Next");

        await CodePages.GiveNumberAsync(visit, country, typed, "Text me a code");

        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync(words);
        Assert.Equal(2, await visit.Field("Country or region").Locator("option").CountAsync());
    }

    private static CompanyWishes Wishes => new() { SecondFactor = "required", RequiredMethods = ["sms"] };

    private async Task<(Person Person, string Number)> AddOwnerAsync(Company company)
    {
        var (person, number) = (await server.AddPersonAsync(company), CodePages.NewNumber());
        await CodePages.AddPhoneAsync(server, person, number);
        return (person, number);
    }

    private async Task<(Person Person, string Number, Company Company)> AddOwnerAsync()
    {
        var company = await server.AddCompanyAsync(Wishes);
        var (person, number) = await AddOwnerAsync(company);
        return (person, number, company);
    }

    private async Task<ApplicationRequest> ReachChallengeAsync(Visit visit, Company company, Person person) => await ReachAsync(visit, company, person, "Verify your identity");

    private async Task<ApplicationRequest> ReachProtectAsync(Visit visit, Company company, Person person) => await ReachAsync(visit, company, person, "Protect your account");

    private async Task<ApplicationRequest> ReachAsync(Visit visit, Company company, Person person, string heading)
    {
        var request = new ApplicationRequest(server, company);
        await visit.OpenAsync(request);
        await visit.SignInAsync(person);
        await visit.SeesAsync(heading);
        return request;
    }

    private async Task<string?> PhoneOfAsync(Person person)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<IAccountStore>().FindAsync(AccountIdentifier.Parse(person.UserName)!, TestContext.Current.CancellationToken))?.Phone;
    }
}
