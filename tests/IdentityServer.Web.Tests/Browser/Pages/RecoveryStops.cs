using IdentityServer.Web.Tests.Browser.Factors;
using IdentityServer.Web.Tests.Browser.Recovery;
using IdentityServer.Web.Tests.Browser.Registration;
using IdentityServer.Web.Tests.Browser.SecurityInfo;
using IdentityServer.Web.Tests.Support;

namespace IdentityServer.Web.Tests.Browser.Pages;

/// <summary>The pages of the tour about passwords and accounts: a new password, a lost one, a new account.</summary>
internal static class RecoveryStops
{
    public static readonly IReadOnlyList<string> Names =
    [
        "password-change", "password-change-error", "password-changed", "reset", "reset-start", "reset-prove", "reset-code", "reset-code-error", "reset-questions",
        "reset-new-password", "reset-expired", "reset-stopped", "register", "register-code", "register-profile", "register-profile-error",
    ];

    public static async Task RunAsync(Visit visit, Func<string, Task> look)
    {
        var culture = visit.Wishes.Culture;
        var (slug, name) = culture == "fr" ? ("verger", "Vergers du Lac") : ("orchard", "Lakeside Orchards");
        var company = new Company(slug, name, culture, slug, ServerFixture.NewSecret());
        var person = new Person($"lucie-{slug}", $"lucie.gagnon@{slug}.example", "granite orchard 58", "Lucie Gagnon", null);
        await visit.Server.AddAsync(company, new() { Culture = culture, Color = "#3d7a2f", SelfRegistration = true, ResetMethods = 2, SecurityQuestions = 3, SecondFactor = "off" });
        await visit.Server.ChangePersonAsync(person, company, secondFactor: false);
        await ChangeAsync(visit, look, company, person);
        await ResetAsync(visit, look, company, person);
        await RegisterAsync(visit, look, company, slug);
    }

    private static async Task ChangeAsync(Visit visit, Func<string, Task> look, Company company, Person person)
    {
        var request = new ApplicationRequest(visit.Server, company, ("prompt", "login"));
        await visit.OpenAsync(request);
        await visit.SignInAsync(person);
        await visit.ArriveAsync(request);
        await visit.Page.GotoAsync(visit.Server.Origin + "/security/password");
        await visit.SeesAsync("Change your password");
        await look("password-change");
        await PasswordTests.FillAsync(visit, person.Password, "Password2026!");
        await visit.ErrorAsync();
        await look("password-change-error");
        await PasswordTests.FillAsync(visit, person.Password, "violet canoe on monday");
        await visit.SeesAsync("Your password was changed");
        await look("password-changed");
    }

    private static async Task ResetAsync(Visit visit, Func<string, Task> look, Company company, Person person)
    {
        await visit.Page.GotoAsync(visit.Server.Origin + "/reset");
        await look("reset");
        await visit.PressAsync("Next");
        await visit.SeesAsync("Can't access your account?");
        await look("reset-start");
        await ResetPages.NameAsync(visit, person);
        await look("reset-prove");
        await visit.PressAsync("Email a code to my address");
        var code = await visit.Server.Mailroom.CodeAsync(person.Email, "email");
        await look("reset-code");
        await ResetPages.EnterAsync(visit, CodePages.WrongFor(code));
        await visit.ErrorAsync();
        await look("reset-code-error");
        await Answers.AddAsync(visit.Server, person, ("firstTeacher", "Tremblay"), ("childhoodStreet", "rue des Érables"), ("firstConcert", "Harmonium"));
        await ResetPages.EnterAsync(visit, code);
        await visit.SeesAsync("Security questions");
        await look("reset-questions");
        await ResetPages.AnswerAsync(visit, "Tremblay", "rue des Érables", "Harmonium");
        await visit.SeesAsync("Choose a new password");
        await look("reset-new-password");
        visit.Server.Clock.Advance(TimeSpan.FromMinutes(15));
        await visit.Page.ReloadAsync();
        await visit.SeesAsync("This took too long");
        await look("reset-expired");

        var alone = person with { UserName = "denis-" + company.Slug, Email = $"denis.roy@{company.Slug}.example", FullName = "Denis Roy" };
        await visit.Server.ChangePersonAsync(alone, company, secondFactor: false);
        await visit.PressAsync("Start again");
        await ResetPages.NameAsync(visit, alone);
        await ResetPages.ProveMailboxAsync(visit, alone);
        await visit.SeesAsync("One more proof is needed");
        await look("reset-stopped");
    }

    private static async Task RegisterAsync(Visit visit, Func<string, Task> look, Company company, string slug)
    {
        var address = $"zoe.cote@{slug}.example";

        // Somebody new, at a browser that knows nobody.
        await visit.Context.ClearCookiesAsync();
        await visit.OpenAsync(new ApplicationRequest(visit.Server, company, ("prompt", "login")));
        await visit.SeesAsync("Sign in");
        await visit.FollowAsync("Create an account");
        await visit.SeesAsync("Create an account");
        await look("register");
        await visit.TypeAsync("Email", address);
        await visit.PressAsync("Next");
        await visit.SeesAsync("Enter code");
        await look("register-code");
        await CodePages.EnterAsync(visit, await visit.Server.Mailroom.CodeAsync(address, "email"), "Next");
        await visit.SeesAsync("Create an account");
        await look("register-profile");
        await RegistrationTests.DescribeAsync(visit, "Zoé", "", "Zoé 1234");
        await visit.ErrorAsync();
        await look("register-profile-error");
    }
}
