using IdentityServer.Web.Tests.Browser.Factors;
using IdentityServer.Web.Tests.Browser.Factors.Push;
using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Guides;

/// <summary>The guide "set up your security info from a sign-in prompt": an app that is tried with a notification, then a phone.</summary>
public sealed class SecurityInfoPromptGuideTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory, InlineData("fr"), InlineData("en")]
    public async Task Steps_1_to_12_approve_the_test_notification_enter_the_texted_code_and_see_both(string culture)
    {
        var company = await server.AddCompanyAsync(new() { Culture = culture, SecondFactor = "required", RequiredMethods = ["push", "sms"] });
        var person = await server.AddPersonAsync(company);
        var number = CodePages.NewNumber();
        await using var phone = await PhoneVisit.StartAsync(server, culture);
        await using var visit = await Visit.StartAsync(server, culture);
        var request = new ApplicationRequest(server, company);
        await visit.OpenAsync(request);
        await visit.SignInAsync(person);

        await visit.SeesAsync("Protect your account");
        await visit.PressAsync("Next");
        await visit.SeesAsync("Set up your account");
        await Assertions.Expect(visit.Words("Method {0} of {1}", 1, 2)).ToBeVisibleAsync();
        await phone.PairAsync(await QrReader.ReadAsync(visit.Page.GetByRole(AriaRole.Img, new() { NameRegex = Labels.Part("QR") })));
        await visit.SeesAsync("Let's try it out");
        await phone.ApproveAsync(await PushSteps.NumberAsync(visit));

        await visit.SeesAsync("Phone");
        await Assertions.Expect(visit.Words("Method {0} of {1}", 2, 2)).ToBeVisibleAsync();
        await CodePages.GiveNumberAsync(visit, "CA", number[2..], "Text me a code");
        await CodePages.EnterAsync(visit, await server.Mailroom.CodeAsync(number, "sms"), "Next");

        await visit.SeesAsync("Success!");
        Assert.Equal(3, await visit.Page.GetByRole(AriaRole.Radio).CountAsync());
        await visit.PressAsync("Done");
        await visit.ArriveAsync(request);
        Assert.Equal(["password", "push", "sms", "voice"], await CodePages.MethodsOfAsync(server, person));
    }

    [Theory, InlineData("fr"), InlineData("en")]
    public async Task A_different_method_may_be_set_up_in_place_of_the_first_and_what_was_finished_stays(string culture)
    {
        var company = await server.AddCompanyAsync(new() { Culture = culture, SecondFactor = "required", MethodsRequired = 2 });
        var person = await server.AddPersonAsync(company);
        await using (var visit = await Visit.StartAsync(server, culture))
        {
            await visit.OpenAsync(new ApplicationRequest(server, company));
            await visit.SignInAsync(person);
            await Assertions.Expect(visit.Words("For a safer way to sign in, your organization asks you to set up {0} methods besides your password.", 2)).ToBeVisibleAsync();
            await visit.PressAsync("Next");
            await visit.FollowAsync("Choose: {0}", visit.Text("Email"));
            await Assertions.Expect(visit.Words("Method {0} of {1}", 1, 2)).ToBeVisibleAsync();
            await visit.PressAsync("Send code");
            await CodePages.EnterAsync(visit, await server.Mailroom.CodeAsync(person.Email, "email"), "Next");
            await visit.SeesAsync("Keep your account secure");
            await Assertions.Expect(visit.Words("Method {0} of {1}", 2, 2)).ToBeVisibleAsync();
        }

        await using var later = await Visit.StartAsync(server, culture);
        await later.OpenAsync(new ApplicationRequest(server, company));
        await later.SignInAsync(person);
        await later.PressAsync("Email {0}", $"p•••@{company.Slug}.example");
        await CodePages.EnterAsync(later, await server.Mailroom.CodeAsync(person.Email, "email", 2), "Verify");
        await later.SeesAsync("Protect your account");
        await Assertions.Expect(later.Words("For a safer way to sign in, your organization asks you to set up one more method.")).ToBeVisibleAsync();
        Assert.Equal(["email", "password"], await CodePages.MethodsOfAsync(server, person));
    }
}
