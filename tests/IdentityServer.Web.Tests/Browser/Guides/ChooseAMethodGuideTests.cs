using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Guides;

/// <summary>The guide of a customers' portal: whoever signs in chooses a method by its button, sets it up, and then another one or finishes.</summary>
public sealed class ChooseAMethodGuideTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory, InlineData("fr"), InlineData("en")]
    public async Task Steps_2_to_9_choose_the_section_s_button_and_the_device_scan_and_finish(string culture)
    {
        var company = await server.AddCompanyAsync(new() { Culture = culture, SecondFactor = "required" });
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server, culture);
        var request = new ApplicationRequest(server, company);
        await visit.OpenAsync(request);
        await visit.SignInAsync(person);
        await visit.SeesAsync("Protect your account");
        await visit.PressAsync("Next");

        await visit.SeesAsync("Keep your account secure");
        await visit.FollowAsync("Choose: {0}", visit.Text("Authenticator app"));
        await AppWizard.ChooseDeviceAsync(visit, "iPhone");
        await AppWizard.GetAppAsync(visit, "apps.apple.com");
        await AppWizard.SetUpAppAsync(visit);
        var secret = AppWizard.SecretOf(await AppWizard.ScanAsync(visit));
        await visit.FollowAsync("Next");
        await AppWizard.EnterCodeAsync(visit, server.CodeOf(secret));
        await visit.SeesAsync("Success!");
        await visit.PressAsync("Set up another method");

        await visit.SeesAsync("Keep your account secure");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = visit.Text("Authenticator app") })).ToContainTextAsync(visit.Text("Set up already"));
        await visit.PressAsync("Finish");
        await visit.SeesAsync("Success!");
        await visit.PressAsync("Done");
        await visit.ArriveAsync(request);

        Assert.Equal("mfa", (await request.RedeemAsync()).Acr);
    }

    [Theory, InlineData("fr"), InlineData("en")]
    public async Task Changed_settings_lead_whoever_is_signed_in_through_the_steps(string culture)
    {
        var company = await server.AddCompanyAsync(new() { Culture = culture, SecondFactor = "off" });
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server, culture);
        await visit.EnterAsync(company, person);

        await server.AddAsync(company, new() { Culture = culture, SecondFactor = "required", Skips = 1 });
        var request = new ApplicationRequest(server, company);
        await visit.OpenAsync(request);
        await visit.SeesAsync("Protect your account");
        await visit.PressAsync("Skip for now ({0} times left)", 1);

        await visit.ArriveAsync(request);
    }

    [Theory, InlineData("fr"), InlineData("en")]
    public async Task Another_method_is_set_up_at_once_and_may_become_the_default(string culture)
    {
        var company = await server.AddCompanyAsync(new() { Culture = culture, SecondFactor = "required" });
        var person = await server.AddPersonAsync(company);
        var number = Factors.CodePages.NewNumber();
        await using var visit = await Visit.StartAsync(server, culture);
        var request = new ApplicationRequest(server, company);
        await visit.OpenAsync(request);
        await visit.SignInAsync(person);
        await visit.PressAsync("Next");
        await visit.FollowAsync("Choose: {0}", visit.Text("Phone"));
        await Factors.CodePages.GiveNumberAsync(visit, "CA", number[2..], "Text me a code");
        await Factors.CodePages.EnterAsync(visit, await server.Mailroom.CodeAsync(number, "sms"), "Next");
        await visit.SeesAsync("Success!");

        await visit.PressAsync("Set up another method");
        await visit.FollowAsync("Choose: {0}", visit.Text("Email"));
        await visit.PressAsync("Send code");
        await Factors.CodePages.EnterAsync(visit, await server.Mailroom.CodeAsync(person.Email, "email"), "Next");
        await visit.SeesAsync("Success!");
        await visit.Page.GetByRole(AriaRole.Radio, new() { NameRegex = Labels.Whole($"{visit.Text("Email")} (p•••@{company.Slug}.example)") }).CheckAsync();
        await visit.PressAsync("Done");
        await visit.ArriveAsync(request);

        await using var next = await Visit.StartAsync(server, culture);
        await next.OpenAsync(new ApplicationRequest(server, company));
        await next.SignInAsync(person);
        await Assertions.Expect(next.Button("Email {0}", $"p•••@{company.Slug}.example")).ToBeVisibleAsync();
    }
}
