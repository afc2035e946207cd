using IdentityServer.Web.Tests.Browser.Factors;
using IdentityServer.Web.Tests.Browser.Guides;
using IdentityServer.Web.Tests.Support;

namespace IdentityServer.Web.Tests.Browser.Pages;

/// <summary>The pages of the tour for the day when nothing else is at hand: recovery codes, security questions, temporary access passes.</summary>
internal static class SpareStops
{
    public static readonly IReadOnlyList<string> Names =
        ["recovery-codes", "security-questions", "security-questions-error", "verify-code-remember", "verify-all", "recovery-code", "recovery-code-error", "access-pass", "access-pass-error"];

    public static async Task RunAsync(Visit visit, Func<string, Task> look)
    {
        var culture = visit.Wishes.Culture;
        var (slug, name) = culture == "fr" ? ("bocage", "Coopérative du Bocage") : ("meadow", "Meadow Cooperative");
        var company = new Company(slug, name, culture, slug, ServerFixture.NewSecret());
        var person = new Person($"marie-{slug}", $"marie.caron@{slug}.example", "granite orchard 58", "Marie Caron", null);
        await visit.Server.AddAsync(company, new()
        {
            Culture = culture, Color = "#a4343a", SecondFactor = "required", RequiredMethods = ["authenticatorApp", "recoveryCodes"], SecurityQuestions = 3,
            RememberDeviceDays = 14,
        });
        await visit.Server.ChangePersonAsync(person, company, secondFactor: false);
        await SetUpAsync(visit, look, company, person);
        await UseAsync(visit, look, company, person);
    }

    private static async Task SetUpAsync(Visit visit, Func<string, Task> look, Company company, Person person)
    {
        var request = new ApplicationRequest(visit.Server, company, ("prompt", "login"));
        await visit.OpenAsync(request);
        await visit.SignInAsync(person);
        await visit.SeesAsync("Protect your account");
        await visit.PressAsync("Next");
        await visit.FollowAsync("I want to use a different authenticator app");
        var secret = AppWizard.SecretOf(await AppWizard.ScanAsync(visit));
        await visit.FollowAsync("Next");
        await AppWizard.EnterCodeAsync(visit, visit.Server.CodeOf(secret));
        await visit.SeesAsync("Recovery codes");
        await look("recovery-codes");
        await visit.PressAsync("I saved my codes");
        await visit.SeesAsync("Security questions");
        await look("security-questions");
        await visit.PressAsync("Next");
        await visit.ErrorAsync();
        await look("security-questions-error");
        foreach (var (number, answer) in new[] { (1, "Tremblay"), (2, "rue des Érables"), (3, "Harmonium") }) await visit.Page.GetByLabel(Labels.Whole(visit.Text("Answer {0}", number))).FillAsync(answer);
        await visit.PressAsync("Next");
        await visit.SeesAsync("Success!");
        await visit.PressAsync("Done");
        await visit.ArriveAsync(request);
    }

    private static async Task UseAsync(Visit visit, Func<string, Task> look, Company company, Person person)
    {
        await Passes.IssueAsync(visit.Server, person);
        await visit.OpenAsync(new ApplicationRequest(visit.Server, company, ("prompt", "login")));
        await visit.NameAsync(person);
        await visit.ProvePasswordAsync(person);
        await visit.SeesAsync("Verify your identity");
        await look("verify-code-remember");
        await visit.FollowAsync("I can't use this method right now");
        await visit.SeesAsync("Verify your identity");
        await look("verify-all");
        await visit.FollowAsync("Use a recovery code");
        await look("recovery-code");
        await visit.TypeAsync("Recovery code", "ABCDE-FGHJK");
        await visit.PressAsync("Verify");
        await visit.ErrorAsync();
        await look("recovery-code-error");
        await visit.FollowAsync("I can't use this method right now");
        await visit.FollowAsync("Use a temporary access pass");
        await visit.SeesAsync("Enter your temporary access pass");
        await look("access-pass");
        await visit.TypeAsync("Temporary access pass", "abcd-2345");
        await visit.PressAsync("Sign in");
        await visit.ErrorAsync();
        await look("access-pass-error");
    }
}
