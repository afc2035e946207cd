using IdentityServer.Web.Tests.Browser.Guides;
using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Pages;

/// <summary>Leads a visitor past every page that the server has, in an order in which a person could meet them.</summary>
internal sealed class Tour
{
    /// <summary>The stops, in the order in which they are reached.</summary>
    public static readonly IReadOnlyList<string> Stops =
    [
        "sign-in", "sign-in-error", "password", "password-error", "protect", "choose-method", "device", "get-app", "set-up", "scan", "code", "code-error",
        "success", "stay-signed-in", "consent", "finished", "home", "no-access", "out-of-reach", "verify-code", "verify", "pick-account", "outbox", "sign-out",
        "signed-out", "home-signed-out", "lost", "problem-request", "problem-not-found", "problem-fault", "expired", "answer",
        .. CertificateStops.Names, .. PasskeyStops.Names, .. SpareStops.Names, .. CodeStops.Names, .. PushStops.Names, .. RecoveryStops.Names,
        .. SecurityStops.Names,
        .. ReminderStops.Names, .. GuestStops.Names, .. OrganizationStops.Names, .. InvitingStops.Names,
    ];

    private readonly Visit _visit;
    private readonly Func<string, Task> _look;
    private readonly Company _company;
    private readonly Company _other;
    private readonly Person _person;
    private readonly Person _stranger;

    private Tour(Visit visit, Func<string, Task> look)
    {
        (_visit, _look) = (visit, look);
        var culture = visit.Wishes.Culture;
        var (slug, name) = culture == "fr" ? ("rivage", "Rivage Notaires") : ("harbour", "Harbour Legal");
        _company = new Company(slug, name, culture, slug, ServerFixture.NewSecret());
        _other = new Company($"{slug}-archive", $"{name} Archive", culture, $"{slug}-archive", ServerFixture.NewSecret());
        _person = new Person($"pauline-{slug}", $"pauline.lavoie@{slug}.example", "harbour lantern 17", "Pauline Lavoie", null);
        _stranger = new Person($"emilie-{slug}", $"emilie.roy@{slug}-archive.example", "violet canoe 42", "Emilie Roy", null);
    }

    private ServerFixture Server => _visit.Server;

    /// <param name="look">Called at each stop with its name.</param>
    public static async Task RunAsync(Visit visit, Func<string, Task> look)
    {
        var tour = new Tour(visit, look);
        await tour.PrepareAsync();
        await tour.SignInAsync();
        await tour.SetUpAppAsync();
        await tour.AgreeAsync();
        await tour.MeetRefusalsAsync();
        await tour.SignInAgainAsync();
        await tour.SignOutAsync();
        await tour.GoAstrayAsync();
        await CertificateStops.RunAsync(visit, look);
        await PasskeyStops.RunAsync(visit, look);
        await SpareStops.RunAsync(visit, look);
        await CodeStops.RunAsync(visit, look);
        await PushStops.RunAsync(visit, look);
        await RecoveryStops.RunAsync(visit, look);
        await SecurityStops.RunAsync(visit, look);
        await ReminderStops.RunAsync(visit, look);
        await GuestStops.RunAsync(visit, look);
        await OrganizationStops.RunAsync(visit, look);
        await InvitingStops.RunAsync(visit, look);
    }

    private async Task PrepareAsync()
    {
        var wishes = CompanyWishes.Guide(_company.Culture) with { RequireConsent = true };
        await Server.AddAsync(_company, wishes);
        await Server.AddAsync(_other, new() { Culture = _company.Culture, Color = "#7a3ff2" });
        await Server.ChangePersonAsync(_person, _company, secondFactor: false);
        await Server.ChangePersonAsync(_stranger, _other, secondFactor: false);
    }

    private async Task SignInAsync()
    {
        await _visit.OpenAsync(Request(("scope", "openid profile email")));
        await LookAsync("sign-in", "Sign in");
        await _visit.PressAsync("Next");
        await _visit.ErrorAsync();
        await _look("sign-in-error");
        await _visit.NameAsync(_person);
        await LookAsync("password", "Enter your password");
        await _visit.TypeAsync("Password", "not the password");
        await _visit.PressAsync("Sign in");
        await _visit.ErrorAsync();
        await _look("password-error");
        await _visit.ProvePasswordAsync(_person);
    }

    private async Task SetUpAppAsync()
    {
        await LookAsync("protect", "Protect your account");
        await _visit.Page.GotoAsync(_visit.PathInJourney("/enrollment/choose"));
        await LookAsync("choose-method", "Keep your account secure");
        await _visit.FollowAsync("Choose: {0}", _visit.Text("Authenticator app"));
        await LookAsync("device", "Authenticator app");
        await AppWizard.ChooseDeviceAsync(_visit, "Android");
        await LookAsync("get-app", "Start by getting the app");
        await _visit.FollowAsync("Next");
        await LookAsync("set-up", "Set up your account");
        await _visit.FollowAsync("Next");
        var secret = AppWizard.SecretOf(await AppWizard.ScanAsync(_visit));
        await _visit.Page.GetByText(Labels.Whole(_visit.Text("Can't scan the image?"))).ClickAsync();
        await _look("scan");
        await _visit.FollowAsync("Next");
        await LookAsync("code", "Enter code");
        await AppWizard.EnterCodeAsync(_visit, "1234");
        await _visit.ErrorAsync();
        await _look("code-error");
        await AppWizard.EnterCodeAsync(_visit, Server.CodeOf(secret));
        await LookAsync("success", "Success!");
        await _visit.PressAsync("Done");
    }

    private async Task AgreeAsync()
    {
        await LookAsync("stay-signed-in", "Stay signed in?");
        var page = _visit.Page.Url;
        await _visit.PressAsync("Yes");
        await LookAsync("consent", "Permissions requested by {0}", _company.ClientName);
        await _visit.PressAsync("Accept");
        await SeesApplicationAsync();
        await _visit.Page.GotoAsync(page);
        await LookAsync("finished", "You have finished this sign-in");
        await _visit.Page.GotoAsync(Server.Origin);
        await LookAsync("home", "You are signed in");
    }

    private async Task MeetRefusalsAsync()
    {
        await _visit.OpenAsync(new ApplicationRequest(Server, _other));
        await LookAsync("no-access", "You can't open this application");
        await _visit.OpenAsync(Request(("claims", """{"id_token":{"acr":{"essential":true,"values":["phrh"]}}}""")));
        await LookAsync("out-of-reach", "A stronger method is needed");
    }

    private async Task SignInAgainAsync()
    {
        await _visit.OpenAsync(Request(("prompt", "login")));
        await _visit.NameAsync(_person);
        await _visit.ProvePasswordAsync(_person);
        await LookAsync("verify-code", "Verify your identity");
        await _visit.FollowAsync("I can't use this method right now");
        await Assertions.Expect(_visit.Link("Use a verification code")).ToBeVisibleAsync();
        await _look("verify");
        await _visit.OpenAsync(Request(("prompt", "select_account")));
        await LookAsync("pick-account", "Pick an account");
        await ReadOutboxAsync();
    }

    /// <summary>The notice of the new method is on its way; the page shows it once it was sent.</summary>
    private async Task ReadOutboxAsync()
    {
        var message = _visit.Page.GetByRole(AriaRole.Cell).Filter(new() { HasText = _person.Email });
        await _visit.Page.GotoAsync(Server.Origin + "/dev/outbox");
        for (var reloads = 0; await message.CountAsync() == 0; reloads++)
        {
            Assert.True(reloads < 200, "The notice was not sent.");
            await _visit.Page.ReloadAsync();
        }

        await LookAsync("outbox", "Outgoing messages");
    }

    private async Task SignOutAsync()
    {
        await _visit.Page.GotoAsync($"{Server.Origin}/end-session?client_id={_company.ClientId}");
        await LookAsync("sign-out", "Sign out");
        await _visit.PressAsync("Sign out");
        await Assertions.Expect(_visit.Words("You signed out of your account.")).ToBeVisibleAsync();
        await _look("signed-out");
        await _visit.Page.GotoAsync(Server.Origin);
        await LookAsync("home-signed-out", "Sign in");
    }

    private async Task GoAstrayAsync()
    {
        await _visit.Page.GotoAsync(Server.Origin + "/signin/identify");
        await LookAsync("lost", "This sign-in can't go on");
        await _visit.OpenAsync(Request(("redirect_uri", "https://elsewhere.example/")));
        await LookAsync("problem-request", "The application's request is not right");
        await _visit.Page.GotoAsync(Server.Origin + "/nowhere");
        await LookAsync("problem-not-found", "There is no such page");
        await _visit.Page.GotoAsync(Server.Origin + ServerFixture.FaultPath);
        await LookAsync("problem-fault", "Something went wrong on our side");
        await _visit.OpenAsync(Request());
        await _visit.SeesAsync("Sign in");
        Server.Clock.Advance(TimeSpan.FromMinutes(31));
        await _visit.Page.ReloadAsync();
        await LookAsync("expired", "This sign-in has expired");

        // Without its script the answer's page stays for long enough to be looked at.
        await _visit.Page.RouteAsync("**/js/form-post.js", route => route.AbortAsync());
        await _visit.OpenAsync(new ApplicationRequest(Server, _other, ("response_mode", "form_post")));
        await _visit.SignInAsync(_stranger);
        await LookAsync("answer", "One moment…");
        await _visit.PressAsync("Continue");
        await SeesApplicationAsync();
    }

    private async Task LookAsync(string stop, string heading, params object[] values)
    {
        await _visit.SeesAsync(heading, values);
        await _look(stop);
    }

    private Task SeesApplicationAsync() =>
        Assertions.Expect(_visit.Page.GetByRole(AriaRole.Heading, new() { Name = StandInApplication.Heading })).ToBeVisibleAsync();

    private ApplicationRequest Request(params (string Name, string Value)[] parameters) => new(Server, _company, parameters);
}
