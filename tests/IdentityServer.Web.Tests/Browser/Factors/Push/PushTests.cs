using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Factors.Push;

/// <summary>One browser signs in, another is the phone that answers.</summary>
public sealed class PushTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_phone_is_paired_by_its_QR_code_and_approves_sign_ins_by_their_number()
    {
        var company = await server.AddCompanyAsync(PushSteps.Wishes);
        var person = await server.AddPersonAsync(company);
        await using var phone = await PhoneVisit.StartAsync(server);
        await PushSteps.EnrollAsync(phone, company, person);

        await using var visit = await Visit.StartAsync(server);
        var request = await PushSteps.ReachNumberAsync(visit, company, person);
        await phone.SeesRequestAsync();
        Assert.Equal(company.ClientName, await phone.FactAsync("application"));
        Assert.Equal(company.Name, await phone.FactAsync("organization"));
        Assert.Equal(person.Email, await phone.FactAsync("account"));
        Assert.Contains(await phone.FactAsync("address"), new[] { "127.0.0.1", "::1" });
        Assert.Equal("Chrome, Linux", await phone.FactAsync("browser"));
        await phone.ApproveAsync(await PushSteps.NumberAsync(visit));

        Assert.NotNull((await visit.ArriveAsync(request)).Code);
        var tokens = await request.RedeemAsync();
        Assert.Equal("mfa", tokens.Acr);
        Assert.Equal(["mfa", "pwd", "swk"], tokens.Amr.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_request_that_no_application_asked_for_names_none()
    {
        var company = await server.AddCompanyAsync(PushSteps.Wishes);
        var person = await server.AddPersonAsync(company);
        await using var phone = await PhoneVisit.StartAsync(server);
        await PushSteps.EnrollAsync(phone, company, person);

        await using var visit = await Visit.StartAsync(server);
        await visit.Page.GotoAsync(server.Origin + "/");
        await visit.PressAsync("Sign in");
        await visit.NameAsync(person);
        await visit.ProvePasswordAsync(person);
        await visit.SeesAsync("Approve sign in request");
        await phone.SeesRequestAsync();

        await Assertions.Expect(phone.Page.Locator("[data-fact=application]")).ToBeHiddenAsync();
        Assert.Equal(company.Name, await phone.FactAsync("organization"));
    }

    [Fact]
    public async Task A_wrong_number_and_a_refusal_end_the_request_and_the_next_one_is_good()
    {
        var company = await server.AddCompanyAsync(PushSteps.Wishes);
        var person = await server.AddPersonAsync(company);
        await using var phone = await PhoneVisit.StartAsync(server);
        await PushSteps.EnrollAsync(phone, company, person);
        await using var visit = await Visit.StartAsync(server);
        var request = await PushSteps.ReachNumberAsync(visit, company, person);

        var number = await PushSteps.NumberAsync(visit);
        await phone.EnterAsync(number == "10" ? "11" : "10");
        await phone.Visit.SeesAsync("Wrong number");
        Assert.Contains("was not the one shown here", await visit.ErrorAsync(), StringComparison.Ordinal);

        await visit.PressAsync("Send another request");
        await phone.SeesRequestAsync();
        await phone.Visit.PressAsync("Deny");
        await phone.Visit.SeesAsync("Denied");
        Assert.Contains("was denied", await visit.ErrorAsync(), StringComparison.Ordinal);

        await visit.PressAsync("Send another request");
        await phone.ApproveAsync(await PushSteps.NumberAsync(visit));
        Assert.NotNull((await visit.ArriveAsync(request)).Code);
    }

    [Fact]
    public async Task It_wasn_t_me_ends_the_sign_in_for_good_and_warns_the_administrators()
    {
        var company = await server.AddCompanyAsync(PushSteps.Wishes);
        var person = await server.AddPersonAsync(company);
        await using var phone = await PhoneVisit.StartAsync(server);
        await PushSteps.EnrollAsync(phone, company, person);
        await using var stranger = await Visit.StartAsync(server);
        await PushSteps.ReachNumberAsync(stranger, company, person);

        await phone.SeesRequestAsync();
        await phone.Visit.PressAsync("It wasn't me");
        await phone.Visit.PressAsync("End the sign-in");
        await phone.Visit.SeesAsync("The sign-in was ended");

        await stranger.SeesAsync("This sign-in was stopped");
        await stranger.Page.GotoAsync(stranger.PathInJourney("/factors/push/challenge"));
        await stranger.SeesAsync("This sign-in was stopped");
        await stranger.PressAsync("Start again");
        await stranger.SeesAsync("Sign in");
        var mail = await PushSteps.MessageAsync(server, "sign-in-reported", $"support@{company.Slug}.example");
        Assert.Contains(person.Email, mail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_request_takes_the_place_of_the_first()
    {
        var company = await server.AddCompanyAsync(PushSteps.Wishes);
        var person = await server.AddPersonAsync(company);
        await using var phone = await PhoneVisit.StartAsync(server);
        await PushSteps.EnrollAsync(phone, company, person);
        await using var first = await Visit.StartAsync(server);
        await PushSteps.ReachNumberAsync(first, company, person);

        await using var second = await Visit.StartAsync(server);
        ApplicationRequest? request = null;
        await phone.SeesAnotherRequestAsync(async () => request = await PushSteps.ReachNumberAsync(second, company, person));

        Assert.Contains("newer sign-in request", await first.ErrorAsync(), StringComparison.Ordinal);
        await phone.ApproveAsync(await PushSteps.NumberAsync(second));
        Assert.NotNull((await second.ArriveAsync(request!)).Code);
    }

    [Fact]
    public async Task A_request_is_over_after_a_minute_and_the_fourth_in_five_minutes_has_to_wait()
    {
        var company = await server.AddCompanyAsync(PushSteps.Wishes);
        var person = await server.AddPersonAsync(company);
        await using var phone = await PhoneVisit.StartAsync(server);
        await PushSteps.EnrollAsync(phone, company, person);
        await using var visit = await Visit.StartAsync(server);
        await PushSteps.ReachNumberAsync(visit, company, person);

        for (var sent = 1; sent < 3; sent++)
        {
            server.Clock.Advance(TimeSpan.FromSeconds(61));
            Assert.Contains("not answered within a minute", await visit.ErrorAsync(), StringComparison.Ordinal);
            await visit.PressAsync("Send another request");
            await PushSteps.NumberAsync(visit);
        }

        server.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Contains("not answered within a minute", await visit.ErrorAsync(), StringComparison.Ordinal);
        await visit.PressAsync("Send another request");
        Assert.Contains("three times in a few minutes", await visit.ErrorAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Works_without_script_where_one_signs_in()
    {
        var company = await server.AddCompanyAsync(PushSteps.Wishes);
        var person = await server.AddPersonAsync(company);
        await using var phone = await PhoneVisit.StartAsync(server);
        await PushSteps.EnrollAsync(phone, company, person);
        await using var visit = await Visit.StartAsync(server, new VisitWishes { Script = false });
        var request = await PushSteps.ReachNumberAsync(visit, company, person);

        await visit.PressAsync("I approved the request");
        await phone.ApproveAsync(await PushSteps.NumberAsync(visit));
        await visit.PressAsync("I approved the request");

        Assert.NotNull((await visit.ArriveAsync(request)).Code);
    }

    [Fact]
    public async Task Speaks_French_on_both_sides()
    {
        var company = await server.AddCompanyAsync(PushSteps.Wishes with { Culture = "fr" });
        var person = await server.AddPersonAsync(company);
        await using var phone = await PhoneVisit.StartAsync(server, "fr");
        await PushSteps.EnrollAsync(phone, company, person);
        await using var visit = await Visit.StartAsync(server, "fr");
        var request = await PushSteps.ReachNumberAsync(visit, company, person);

        await phone.ApproveAsync(await PushSteps.NumberAsync(visit));

        Assert.NotNull((await visit.ArriveAsync(request)).Code);
    }
}
