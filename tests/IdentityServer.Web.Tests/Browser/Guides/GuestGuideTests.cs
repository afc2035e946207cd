using IdentityServer.Web.Tests.Browser.Factors;
using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;
using Person = IdentityServer.Web.Tests.Support.Person;

namespace IdentityServer.Web.Tests.Browser.Guides;

/// <summary>The guide for guests, from "More information required" on: option 1, the app; option 2, the phone.</summary>
public sealed class GuestGuideTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory, InlineData("fr"), InlineData("en")]
    public async Task Option_1_is_the_app_and_option_2_the_phone(string culture)
    {
        var company = await server.AddCompanyAsync(new() { Culture = culture, SecondFactor = "required", RequiredMethods = ["authenticatorApp", "sms"] });
        var guest = await AddGuestAsync(company);
        var number = CodePages.NewNumber();
        await using var visit = await Visit.StartAsync(server, culture);
        var request = new ApplicationRequest(server, company);
        await visit.OpenAsync(request);
        await visit.SignInAsync(guest);

        await visit.SeesAsync("More information required");
        await visit.PressAsync("Next");
        await Assertions.Expect(visit.Words("Keep your account secure")).ToBeVisibleAsync();
        await AppWizard.ChooseDeviceAsync(visit, "Android");
        await AppWizard.GetAppAsync(visit, "play.google.com");
        await AppWizard.SetUpAppAsync(visit);
        var secret = AppWizard.SecretOf(await AppWizard.ScanAsync(visit));
        await visit.FollowAsync("Next");
        await AppWizard.EnterCodeAsync(visit, server.CodeOf(secret));

        await visit.SeesAsync("Phone");
        await Assertions.Expect(visit.Words("Your phone numbers will only be used for account security. Standard telephone and SMS charges will apply.")).ToBeVisibleAsync();
        await CodePages.GiveNumberAsync(visit, "CA", number[2..], "Call me");
        await CodePages.EnterAsync(visit, await server.Mailroom.CodeAsync(number, "voice"), "Next");
        await visit.SeesAsync("Success!");
        await Assertions.Expect(visit.Words("Default sign-in method")).ToBeVisibleAsync();
        await visit.PressAsync("Done");
        await visit.ArriveAsync(request);

        Assert.Equal(["authenticatorApp", "password", "sms", "voice"], await CodePages.MethodsOfAsync(server, guest));
    }

    /// <summary>Somebody at home at another company, with a tie to this one.</summary>
    private async Task<Person> AddGuestAsync(Company company)
    {
        var home = await server.AddCompanyAsync(new() { Culture = company.Culture });
        var guest = await server.AddPersonAsync(home, "Roger Tremblay");
        await server.ApplyAsync(new { accounts = new[] { new { userName = guest.UserName, memberships = new[] { new { organization = company.Slug, kind = "guest" } } } } });
        return guest;
    }
}
