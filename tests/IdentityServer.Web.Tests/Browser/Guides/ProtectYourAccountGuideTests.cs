using IdentityServer.Web.Tests.Browser.Factors;
using IdentityServer.Web.Tests.Browser.Factors.Push;
using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Guides;

/// <summary>The guide of an organization that asks everybody for an authenticator app: sign in, put it off three times, then set it up.</summary>
public sealed class ProtectYourAccountGuideTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory, InlineData("fr"), InlineData("en")]
    public async Task Step_1_protect_your_account_may_be_put_off_three_times(string culture)
    {
        var company = await server.AddCompanyAsync(CompanyWishes.Guide(culture));
        var person = await server.AddPersonAsync(company);

        for (var left = 3; left > 0; left--)
        {
            await using var visit = await Visit.StartAsync(server, culture);
            var request = await ReachProtectAsync(visit, company, person);
            await visit.PressAsync("Skip for now ({0} times left)", left);
            await visit.SeesAsync("Stay signed in?");
            await visit.PressAsync("No");
            Assert.NotNull((await visit.ArriveAsync(request)).Code);
        }

        await using var last = await Visit.StartAsync(server, culture);
        await ReachProtectAsync(last, company, person);
        await Assertions.Expect(last.Button("Next")).ToBeVisibleAsync();
        await Assertions.Expect(last.Page.GetByRole(AriaRole.Button, new() { NameRegex = Labels.Part(culture == "fr" ? "Ignorer" : "Skip") })).ToHaveCountAsync(0);
    }

    [Theory, InlineData("fr"), InlineData("en")]
    public async Task Steps_2_to_4_get_the_app_set_it_up_scan_and_enter_the_code(string culture)
    {
        var company = await server.AddCompanyAsync(CompanyWishes.Guide(culture));
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server, culture);
        var request = await ReachProtectAsync(visit, company, person);

        await visit.PressAsync("Next");
        await AppWizard.ChooseDeviceAsync(visit, "Android");
        await AppWizard.GetAppAsync(visit, "play.google.com");
        await AppWizard.SetUpAppAsync(visit);
        var address = await AppWizard.ScanAsync(visit);
        Assert.StartsWith("otpauth://totp/", address, StringComparison.Ordinal);
        await SeesWhatToTypeAsync(visit, address, person);
        await visit.FollowAsync("Next");
        await AppWizard.EnterCodeAsync(visit, server.CodeOf(AppWizard.SecretOf(address)));
        await visit.SeesAsync("Success!");
        await Assertions.Expect(visit.Words("Great job! You have successfully set up your security info.")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Words("Default sign-in method")).ToBeVisibleAsync();
        await visit.PressAsync("Done");
        await visit.SeesAsync("Stay signed in?");
        await visit.PressAsync("Yes");
        await visit.ArriveAsync(request);

        var tokens = await request.RedeemAsync();
        Assert.Equal("mfa", tokens.Acr);
        Assert.Equal(["pwd", "otp", "mfa"], tokens.Amr);
    }

    [Theory, InlineData("fr"), InlineData("en")]
    public async Task Steps_5_and_6_choose_how_to_verify_and_approve_by_the_number(string culture)
    {
        var company = await server.AddCompanyAsync(new() { Culture = culture, SecondFactor = "required", RequiredMethods = ["push"] });
        var person = await server.AddPersonAsync(company);
        var number = CodePages.NewNumber();
        await using var phone = await PhoneVisit.StartAsync(server, culture);
        await PushSteps.EnrollAsync(phone, company, person);
        await CodePages.AddPhoneAsync(server, person, number);
        await using var visit = await Visit.StartAsync(server, culture);
        var request = new ApplicationRequest(server, company);
        await visit.OpenAsync(request);
        await visit.SignInAsync(person);
        await Assertions.Expect(visit.Heading("Enter your password")).ToHaveCountAsync(0);
        await visit.Page.GotoAsync(visit.PathInJourney("/signin/verify"));

        await visit.SeesAsync("Verify your identity");
        await Assertions.Expect(visit.Button("Call {0}", "+X XXX-XXX-XX" + number[^2..])).ToBeVisibleAsync();
        await Assertions.Expect(visit.Words("More information")).ToBeVisibleAsync();
        await visit.FollowAsync("Approve a request on my authenticator app");
        await visit.SeesAsync("Approve sign in request");
        await Assertions.Expect(visit.Words("Open your authenticator app, and enter the number shown to sign in.")).ToBeVisibleAsync();
        await phone.ApproveAsync(await PushSteps.NumberAsync(visit));
        await visit.ArriveAsync(request);

        Assert.Equal("mfa", (await request.RedeemAsync()).Acr);
    }

    [Theory, InlineData("fr", "horloge"), InlineData("en", "clock")]
    public async Task A_wrong_code_says_so_and_one_of_another_time_blames_the_clock(string culture, string clock)
    {
        var company = await server.AddCompanyAsync(CompanyWishes.Guide(culture));
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server, culture);
        await ReachProtectAsync(visit, company, person);
        await visit.PressAsync("Next");
        await visit.FollowAsync("I want to use a different authenticator app");
        var secret = AppWizard.SecretOf(await AppWizard.ScanAsync(visit));
        await visit.FollowAsync("Next");

        await AppWizard.EnterCodeAsync(visit, "12 34");
        var malformed = await visit.ErrorAsync();
        await AppWizard.EnterCodeAsync(visit, Rfc6238.CodeAt(secret, server.Clock.GetUtcNow().AddMinutes(-20)));
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync(clock);
        var late = await visit.ErrorAsync();
        await AppWizard.EnterCodeAsync(visit, Rfc6238.CodeAt(secret, server.Clock.GetUtcNow().AddDays(-40)));
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Alert)).Not.ToContainTextAsync(clock);
        var wrong = await visit.ErrorAsync();

        Assert.Equal(3, new[] { malformed, late, wrong }.Distinct().Count());
    }

    private async Task<ApplicationRequest> ReachProtectAsync(Visit visit, Company company, Person person)
    {
        var request = new ApplicationRequest(server, company);
        await visit.OpenAsync(request);
        await visit.NameAsync(person);
        await visit.ProvePasswordAsync(person);
        await visit.SeesAsync("Protect your account");
        return request;
    }

    /// <summary>"Can't scan the image?": account, secret in groups of four and address say the same as the picture.</summary>
    private static async Task SeesWhatToTypeAsync(Visit visit, string address, Person person)
    {
        await visit.Page.GetByText(Labels.Whole(visit.Text("Can't scan the image?"))).ClickAsync();
        var rows = visit.Page.GetByRole(AriaRole.Definition);
        await Assertions.Expect(rows.Filter(new() { HasText = person.Email }).First).ToBeVisibleAsync();
        await Assertions.Expect(rows.Filter(new() { HasText = string.Join(' ', AppWizard.SecretOf(address).Chunk(4).Select(group => new string(group))) })).ToBeVisibleAsync();
        await Assertions.Expect(rows.Filter(new() { HasText = address })).ToBeVisibleAsync();
    }
}
