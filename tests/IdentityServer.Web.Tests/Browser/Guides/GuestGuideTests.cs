using IdentityServer.Web.Tests.Browser.Factors;
using IdentityServer.Web.Tests.Browser.Guests;
using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Guides;

/// <summary>The guide for guests, from the invitation to the application: option 1, the app; option 2, the phone.</summary>
public sealed class GuestGuideTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory, InlineData("fr"), InlineData("en")]
    public async Task An_invited_guest_redeems_and_sets_up_the_app_and_the_phone(string culture)
    {
        var company = await server.AddCompanyAsync(new() { Culture = culture });
        var address = InvitingVisits.NewAddress();
        await InviteAsync(company, address);
        await server.AddAsync(company, new() { Culture = culture, SecondFactor = "required", RequiredMethods = ["authenticatorApp", "sms"] });
        var number = CodePages.NewNumber();
        await using var visit = await Visit.StartAsync(server, culture);

        var mail = await server.Mailroom.NoticeAsync(address, "invitation");
        Assert.Contains("(via IdentityServer)", mail.GetProperty("from").GetString(), StringComparison.Ordinal);
        Assert.Contains(visit.Text("Create an account"), mail.GetProperty("html").GetString(), StringComparison.Ordinal);
        Assert.Contains(culture == "fr" ? "View in English" : "Voir en français", mail.GetProperty("html").GetString(), StringComparison.Ordinal);

        await Invitations.OpenAsync(visit, mail);
        await Assertions.Expect(visit.Words("We'll send a code to {0} to sign you in.", address)).ToBeVisibleAsync();
        await visit.PressAsync("Send code");

        await visit.SeesAsync("Enter code");
        await Assertions.Expect(visit.Words("We just sent a code to {0}.", address)).ToBeVisibleAsync();
        await Assertions.Expect(visit.Words("Didn't receive it? Please wait a few minutes and try again.")).ToBeVisibleAsync();
        await visit.TypeAsync("Enter code", await Invitations.CodeAsync(server, address));
        await visit.PressAsync("Sign in");

        await visit.SeesAsync("Permissions requested by {0}", company.Name);
        foreach (var permission in new[] { "Receive your profile data", "Collect and log your activity", "Use your profile data and activity data" })
            await Assertions.Expect(visit.Words(permission).First).ToBeVisibleAsync();
        await visit.PressAsync("Accept");

        await visit.SeesAsync("Pick an account");
        await Assertions.Expect(visit.Page.GetByText($"{address.Replace('@', '_')}#EXT#@{company.Slug}")).ToBeVisibleAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = address }).ClickAsync();

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

        await Invitations.LandAsync(visit);
        var request = new ApplicationRequest(server, company);
        await visit.OpenAsync(request);
        Assert.Null((await visit.ArriveAsync(request)).Error);
    }

    /// <summary>By an administrator, in a browser of their own.</summary>
    private async Task InviteAsync(Company company, string address)
    {
        var administrator = await InvitingVisits.AddAdministratorAsync(server, company);
        await using var desk = await InvitingVisits.EnterAsync(server, company, administrator);
        await desk.Page.GotoAsync($"{server.Origin}/guests/{company.Slug}/invite");
        await desk.TypeAsync("Email", address);
        await desk.Page.Locator("#Name").FillAsync("Roger");
        await desk.Page.Locator("select[name$='ClientId']").SelectOptionAsync(company.ClientId);
        await desk.PressAsync("Send invitation");
        await desk.SeesAsync("Invitations");
        await Assertions.Expect(desk.Page.GetByText(address)).ToBeVisibleAsync();
    }
}
