using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;

namespace IdentityServer.Web.Tests.Browser.Recovery;

/// <summary>What tests of password resets do on pages.</summary>
internal static class ResetPages
{
    public const string Better = "violet canoe on monday";

    /// <summary>From the application to the choice of a proof.</summary>
    public static async Task<ApplicationRequest> BeginAsync(Visit visit, Company company, Person person)
    {
        var request = new ApplicationRequest(visit.Server, company);
        await visit.OpenAsync(request);
        await visit.SeesAsync("Sign in");
        await visit.FollowAsync("Can't access your account?");
        await NameAsync(visit, person);
        return request;
    }

    public static async Task NameAsync(Visit visit, Person person)
    {
        await visit.SeesAsync("Can't access your account?");
        await visit.TypeAsync("Email, phone or user name", person.Email);
        await visit.PressAsync("Next");
        await visit.SeesAsync("Prove that it's you");
    }

    public static async Task ProveMailboxAsync(Visit visit, Person person, int count = 1)
    {
        await visit.PressAsync("Email a code to my address");
        await EnterAsync(visit, await visit.Server.Mailroom.CodeAsync(person.Email, "email", count));
    }

    public static async Task ProveAppAsync(Visit visit, Person person)
    {
        await visit.PressAsync("Enter a code from my authenticator app");
        await EnterAsync(visit, visit.Server.CodeOf(person.TotpSecret!));
    }

    public static async Task EnterAsync(Visit visit, string code)
    {
        await visit.TypeAsync("Enter code", code);
        await visit.PressAsync("Verify");
    }

    public static async Task ChooseAsync(Visit visit, string password, string? confirmation = null)
    {
        await visit.SeesAsync("Choose a new password");
        await visit.TypeAsync("New password", password);
        await visit.TypeAsync("Confirm the new password", confirmation ?? password);
        await visit.PressAsync("Save");
    }

    public static Task AnswerAsync(Visit visit, params string[] answers) => AnswerAsync(visit, "Verify", answers);

    public static async Task AnswerAsync(Visit visit, string button, string[] answers)
    {
        var fields = visit.Page.GetByRole(AriaRole.Textbox);
        for (var i = 0; i < answers.Length; i++) await fields.Nth(i).FillAsync(answers[i]);
        await visit.PressAsync(button);
    }

    /// <summary>The new password gets the person in, and the old one does not.</summary>
    public static async Task HasChangedAsync(ServerFixture server, Company company, Person person, string password)
    {
        await using var visit = await Visit.StartAsync(server, company.Culture);
        await visit.OpenAsync(new ApplicationRequest(server, company));
        await visit.NameAsync(person);
        await visit.ProvePasswordAsync(person);
        await visit.ErrorAsync();
        await visit.ProvePasswordAsync(person with { Password = password });
        await Assertions.Expect(visit.Heading("Enter your password")).Not.ToBeVisibleAsync();
    }
}
