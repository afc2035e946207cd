using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Tests.Browser.Factors;
using IdentityServer.Web.Tests.Browser.Guides;
using IdentityServer.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Registration;

/// <summary>"Create an account", where the organization allows it.</summary>
public sealed class RegistrationTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Password = "violet canoe on monday";

    private static int _count;

    [Theory, InlineData("en"), InlineData("fr")]
    public async Task Somebody_creates_an_account_and_comes_to_the_application(string culture)
    {
        var company = await server.AddCompanyAsync(new() { Culture = culture, SelfRegistration = true });
        var address = NewAddress();
        await using var visit = await Visit.StartAsync(server, new VisitWishes { Culture = culture, Script = false });

        var request = await BeginAsync(visit, company, address);
        await CodePages.EnterAsync(visit, await server.Mailroom.CodeAsync(address, "email"), "Next");
        await DescribeAsync(visit, "Zoé", "Côté", "short");
        await visit.ErrorAsync();
        Assert.Equal("Zoé", await visit.Field("First name").InputValueAsync());
        await DescribeAsync(visit, "Zoé", "Côté", "Zoé-Côté-2026!!");
        await visit.ErrorAsync();
        await DescribeAsync(visit, "Zoé", "Côté", Password);
        await visit.ArriveAsync(request);

        Assert.Equal(["pwd"], (await request.RedeemAsync()).Amr);
        var (account, memberships) = await FindAsync(address);
        Assert.Equal(("Zoé", "Côté", culture, true), (account!.GivenName, account.FamilyName, account.Culture, account.EmailVerified));
        Assert.Equal([MembershipKind.Member], memberships.Select(membership => membership.Kind));
        Assert.All(memberships, membership => Assert.Empty(membership.Roles));
        await using var later = await Visit.StartAsync(server, culture);
        await later.EnterAsync(company, new("", address, Password, "Zoé Côté", null));
    }

    [Fact]
    public async Task The_wizard_follows_where_policy_asks_for_a_second_factor()
    {
        var company = await server.AddCompanyAsync(new() { SelfRegistration = true, SecondFactor = "required", RequiredMethods = ["authenticatorApp"] });
        var address = NewAddress();
        await using var visit = await Visit.StartAsync(server);

        var request = await BeginAsync(visit, company, address);
        await CodePages.EnterAsync(visit, await server.Mailroom.CodeAsync(address, "email"), "Next");
        await DescribeAsync(visit, "Zoé", "Côté", Password);
        await visit.SeesAsync("Protect your account");
        await visit.PressAsync("Next");
        await visit.FollowAsync("I want to use a different authenticator app");
        var secret = AppWizard.SecretOf(await AppWizard.ScanAsync(visit));
        await visit.FollowAsync("Next");
        await AppWizard.EnterCodeAsync(visit, server.CodeOf(secret));
        await visit.SeesAsync("Success!");
        await visit.PressAsync("Done");
        await visit.ArriveAsync(request);

        Assert.Equal(["pwd", "otp", "mfa"], (await request.RedeemAsync()).Amr);
    }

    [Theory, InlineData("en"), InlineData("fr")]
    public async Task A_known_address_sees_the_same_page_and_gets_a_mail_that_says_so(string culture)
    {
        var company = await server.AddCompanyAsync(new() { Culture = culture, SelfRegistration = true });
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server, culture);

        await BeginAsync(visit, company, person.Email);
        await Assertions.Expect(visit.Words("We just sent a code to {0}.", person.Email)).ToBeVisibleAsync();

        var mail = await server.Mailroom.NoticeAsync(person.Email, "account-exists");
        Assert.Contains("/reset", mail.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Empty(server.Mailroom.CodeMessages(person.Email, "email"));
        await visit.FollowAsync("Back to sign in");
        await visit.SeesAsync("Sign in");
    }

    [Fact]
    public async Task Nobody_creates_an_account_where_the_organization_does_not_allow_it()
    {
        var company = await server.AddCompanyAsync(new());
        await using var visit = await Visit.StartAsync(server);
        await visit.OpenAsync(new ApplicationRequest(server, company));
        await visit.SeesAsync("Sign in");
        await Assertions.Expect(visit.Link("Create an account")).Not.ToBeVisibleAsync();

        await visit.Page.GotoAsync(visit.PathInJourney("/registration/start"));
        await visit.SeesAsync("Sign in");
        await visit.Page.GotoAsync(visit.PathInJourney("/registration/profile"));

        await visit.SeesAsync("Sign in");
    }

    [Fact]
    public async Task Nothing_is_created_before_the_code_nor_with_a_wrong_or_old_one()
    {
        var company = await server.AddCompanyAsync(new() { SelfRegistration = true });
        var address = NewAddress();
        await using var visit = await Visit.StartAsync(server);
        await BeginAsync(visit, company, address);
        var code = await server.Mailroom.CodeAsync(address, "email");
        await visit.Page.GotoAsync(visit.PathInJourney("/registration/profile"));
        await visit.SeesAsync("Enter code");
        await CodePages.EnterAsync(visit, CodePages.WrongFor(code), "Next");
        await visit.ErrorAsync();
        server.Clock.Advance(TimeSpan.FromMinutes(6));

        await CodePages.EnterAsync(visit, code, "Next");

        await visit.ErrorAsync();
        await visit.PressAsync("Resend code");
        await CodePages.EnterAsync(visit, await server.Mailroom.CodeAsync(address, "email", 2), "Next");
        await visit.SeesAsync("Create an account");
        Assert.Null((await FindAsync(address)).Account);
    }

    [Fact]
    public async Task Of_two_who_create_an_account_with_one_address_one_gets_it_and_the_other_is_told()
    {
        var company = await server.AddCompanyAsync(new() { SelfRegistration = true });
        var address = NewAddress();
        await using var first = await Visit.StartAsync(server);
        await using var second = await Visit.StartAsync(server);
        await BeginAsync(first, company, address);
        await CodePages.EnterAsync(first, await server.Mailroom.CodeAsync(address, "email"), "Next");
        await BeginAsync(second, company, address);
        await CodePages.EnterAsync(second, await server.Mailroom.CodeAsync(address, "email", 2), "Next");
        await DescribeAsync(first, "Zoé", "Côté", Password);
        await Assertions.Expect(first.Heading("Create an account")).Not.ToBeVisibleAsync();

        await DescribeAsync(second, "Other", "Person", Password);

        Assert.Contains("by now", await second.ErrorAsync(), StringComparison.Ordinal);
        Assert.Equal("Zoé", (await FindAsync(address)).Account!.GivenName);
        await second.FollowAsync("Cancel");
        await second.SeesAsync("Sign in");
    }

    [Fact]
    public async Task A_link_from_another_browser_leads_nowhere()
    {
        var company = await server.AddCompanyAsync(new() { SelfRegistration = true });
        var address = NewAddress();
        await using var visit = await Visit.StartAsync(server);
        await BeginAsync(visit, company, address);
        await CodePages.EnterAsync(visit, await server.Mailroom.CodeAsync(address, "email"), "Next");
        await visit.SeesAsync("Create an account");

        await using var thief = await Visit.StartAsync(server);
        await thief.Page.GotoAsync(visit.PathInJourney("/registration/profile"));

        await thief.SeesAsync("This sign-in can't go on");
    }

    [Theory, InlineData(""), InlineData("nobody"), InlineData("a@b@c"), InlineData("a b@example.com")]
    public async Task What_is_no_address_is_said_so(string typed)
    {
        var company = await server.AddCompanyAsync(new() { SelfRegistration = true });
        await using var visit = await Visit.StartAsync(server);

        await BeginAsync(visit, company, typed);

        Assert.Contains("email address", await visit.ErrorAsync(), StringComparison.Ordinal);
        Assert.Equal(typed, await visit.Field("Email").InputValueAsync());
    }

    internal static async Task<ApplicationRequest> BeginAsync(Visit visit, Company company, string address)
    {
        var request = new ApplicationRequest(visit.Server, company);
        await visit.OpenAsync(request);
        await visit.SeesAsync("Sign in");
        await visit.FollowAsync("Create an account");
        await visit.SeesAsync("Create an account");
        await visit.TypeAsync("Email", address);
        await visit.PressAsync("Next");
        return request;
    }

    internal static async Task DescribeAsync(Visit visit, string given, string family, string password)
    {
        await visit.SeesAsync("Create an account");
        await visit.TypeAsync("First name", given);
        await visit.TypeAsync("Last name", family);
        await visit.TypeAsync("New password", password);
        await visit.TypeAsync("Confirm the new password", password);
        await visit.PressAsync("Create an account");
    }

    private static string NewAddress() => $"zoe-{Interlocked.Increment(ref _count)}@newcomers.example";

    private async Task<(Account? Account, IReadOnlyList<Membership> Memberships)> FindAsync(string address)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var account = await scope.ServiceProvider.GetRequiredService<IAccountStore>().FindAsync(AccountIdentifier.Parse(address)!, TestContext.Current.CancellationToken);
        return account is null
            ? (null, [])
            : (account, await scope.ServiceProvider.GetRequiredService<IOrganizationStore>().ListMembershipsAsync(account.Id, TestContext.Current.CancellationToken));
    }
}
