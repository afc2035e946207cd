using IdentityServer.Web.Tests.Browser.Factors;
using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;

namespace IdentityServer.Web.Tests.Browser.Pages;

/// <summary>The pages of codes by text message, by call and by e-mail: a person of another organization sets up all of them, and uses each.</summary>
internal sealed class CodeStops
{
    public static readonly IReadOnlyList<string> Names =
    [
        "phone-number", "phone-number-error", "phone-code", "phone-code-error", "mailbox", "mailbox-code", "success-phone", "text", "text-code", "text-code-error",
        "call", "call-code", "mail", "mail-code",
    ];

    private const string Masked = "+X XXX-XXX-XX63";

    private readonly Visit _visit;
    private readonly Func<string, Task> _look;
    private readonly Company _company;
    private readonly Person _person;

    // Each language has a number of its own: only so many codes are sent to one in an hour.
    private readonly string _dialled;
    private readonly string _number;

    private CodeStops(Visit visit, Func<string, Task> look)
    {
        (_visit, _look) = (visit, look);
        var culture = visit.Wishes.Culture;
        var (slug, name) = culture == "fr" ? ("phare", "Imprimerie du Phare") : ("beacon", "Beacon Printing");
        (_dialled, _number) = culture == "fr" ? ("514 555-0163", "+15145550163") : ("438 555-0163", "+14385550163");
        _company = new Company(slug, name, culture, slug, ServerFixture.NewSecret());
        _person = new Person($"odile-{slug}", $"odile.caron@{slug}.example", "copper kettle 58", "Odile Caron", null);
    }

    private Mailroom Mailroom => _visit.Server.Mailroom;

    public static async Task RunAsync(Visit visit, Func<string, Task> look)
    {
        var stops = new CodeStops(visit, look);
        await visit.Server.AddAsync(stops._company, new() { Culture = stops._company.Culture, Color = "#8a5a00", SecondFactor = "required", RequiredMethods = ["sms", "email"] });
        await visit.Server.ChangePersonAsync(stops._person, stops._company, secondFactor: false);
        await stops.SetUpPhoneAsync();
        await stops.SetUpMailboxAsync();
        await stops.UseAsync();
    }

    private async Task SetUpPhoneAsync()
    {
        await SignInAsync();
        await _visit.SeesAsync("Protect your account");
        await _visit.PressAsync("Next");
        await LookAsync("phone-number", "Phone");
        await CodePages.GiveNumberAsync(_visit, "CA", "514 555", "Text me a code");
        await _visit.ErrorAsync();
        await _look("phone-number-error");
        await CodePages.GiveNumberAsync(_visit, "CA", _dialled, "Text me a code");
        await LookAsync("phone-code", "Enter code");
        var code = await Mailroom.CodeAsync(_number, "sms");
        await CodePages.EnterAsync(_visit, CodePages.WrongFor(code), "Next");
        await _visit.ErrorAsync();
        await _look("phone-code-error");
        await CodePages.EnterAsync(_visit, code, "Next");
    }

    private async Task SetUpMailboxAsync()
    {
        await LookAsync("mailbox", "Email");
        await _visit.PressAsync("Send code");
        await LookAsync("mailbox-code", "Enter code");
        await CodePages.EnterAsync(_visit, await Mailroom.CodeAsync(_person.Email, "email"), "Next");
        await LookAsync("success-phone", "Success!");
    }

    private async Task UseAsync()
    {
        await SignInAsync();
        await LookAsync("text", "Verify your identity");
        await _visit.PressAsync("Text {0}", Masked);
        await SeesCodeFieldAsync("text-code");
        await CodePages.EnterAsync(_visit, "12", "Verify");
        await _visit.ErrorAsync();
        await _look("text-code-error");
        await _visit.Page.GotoAsync(_visit.PathInJourney("/factors/phone/call"));
        await LookAsync("call", "Verify your identity");
        await _visit.PressAsync("Call {0}", Masked);
        await SeesCodeFieldAsync("call-code");
        await _visit.Page.GotoAsync(_visit.PathInJourney("/factors/email/challenge"));
        await LookAsync("mail", "Verify your identity");
        await _visit.PressAsync("Email {0}", $"o•••@{_company.Slug}.example");
        await SeesCodeFieldAsync("mail-code");
    }

    private async Task SignInAsync()
    {
        await _visit.OpenAsync(new ApplicationRequest(_visit.Server, _company, ("prompt", "login")));
        await _visit.NameAsync(_person);
        await _visit.ProvePasswordAsync(_person);
    }

    private async Task SeesCodeFieldAsync(string stop)
    {
        await Assertions.Expect(_visit.Field("Enter code")).ToBeVisibleAsync();
        await _look(stop);
    }

    private async Task LookAsync(string stop, string heading)
    {
        await _visit.SeesAsync(heading);
        await _look(stop);
    }
}
