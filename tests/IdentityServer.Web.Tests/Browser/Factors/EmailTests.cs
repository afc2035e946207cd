using System.Text.RegularExpressions;
using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;
using Person = IdentityServer.Web.Tests.Support.Person;

namespace IdentityServer.Web.Tests.Browser.Factors;

/// <summary>Codes by e-mail: set up by proving the mailbox, then a second factor.</summary>
public sealed class EmailTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory, InlineData("en"), InlineData("fr")]
    public async Task A_mailbox_is_set_up_by_a_code(string culture)
    {
        var company = await server.AddCompanyAsync(Wishes with { Culture = culture });
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server, culture);
        var request = await ReachAsync(visit, company, person, "Protect your account");

        await visit.PressAsync("Next");
        await visit.SeesAsync("Email");
        Assert.Empty(server.Mailroom.CodeMessages(person.Email, "email"));
        await visit.PressAsync("Send code");
        await visit.SeesAsync("Enter code");
        await CodePages.EnterAsync(visit, await server.Mailroom.CodeAsync(person.Email, "email"), "Next");
        await visit.SeesAsync("Success!");
        await visit.PressAsync("Done");
        await visit.ArriveAsync(request);

        Assert.Equal(["pwd", "otp", "mfa"], (await request.RedeemAsync()).Amr);
        Assert.Equal(["email", "password"], await CodePages.MethodsOfAsync(server, person));
    }

    [Theory, InlineData("en"), InlineData("fr")]
    public async Task A_mailed_code_is_a_second_factor_and_the_address_is_masked(string culture)
    {
        var company = await server.AddCompanyAsync(Wishes with { Culture = culture });
        var person = await server.AddPersonAsync(company);
        await CodePages.AddMailboxAsync(server, person);
        await using var visit = await Visit.StartAsync(server, culture);
        var request = await ReachAsync(visit, company, person, "Verify your identity");
        var masked = $"p•••@{company.Slug}.example";

        await visit.PressAsync("Email {0}", masked);
        await Assertions.Expect(visit.Words("We just sent a code to {0}.", masked)).ToBeVisibleAsync();
        await CodePages.EnterAsync(visit, await server.Mailroom.CodeAsync(person.Email, "email"), "Verify");
        await visit.ArriveAsync(request);

        Assert.Equal(["pwd", "otp", "mfa"], (await request.RedeemAsync()).Amr);
    }

    [Fact]
    public async Task Another_mail_has_to_be_waited_for_a_minute_and_ends_the_first_ones_code()
    {
        var company = await server.AddCompanyAsync(Wishes);
        var person = await server.AddPersonAsync(company);
        await CodePages.AddMailboxAsync(server, person);
        await using var visit = await Visit.StartAsync(server, new VisitWishes { Script = false });
        var request = await ReachAsync(visit, company, person, "Verify your identity");
        await visit.PressAsync("Email {0}", $"p•••@{company.Slug}.example");
        await server.Mailroom.CodeAsync(person.Email, "email");
        server.Clock.Advance(TimeSpan.FromSeconds(20));
        await visit.PressAsync("Resend code");
        // The clock runs on besides, however busy the machine is.
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync(new Regex("in (40|[1-3]?[0-9]) s"));

        server.Clock.Advance(TimeSpan.FromSeconds(41));
        await visit.PressAsync("Resend code");
        await CodePages.EnterAsync(visit, await server.Mailroom.CodeAsync(person.Email, "email", 2), "Verify");

        await visit.ArriveAsync(request);
    }

    private static CompanyWishes Wishes => new() { SecondFactor = "required", RequiredMethods = ["email"] };

    private async Task<ApplicationRequest> ReachAsync(Visit visit, Company company, Person person, string heading)
    {
        var request = new ApplicationRequest(server, company);
        await visit.OpenAsync(request);
        await visit.SignInAsync(person);
        await visit.SeesAsync(heading);
        return request;
    }
}
