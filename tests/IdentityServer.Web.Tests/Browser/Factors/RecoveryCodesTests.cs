using IdentityServer.Web.Tests.Browser.Guides;
using IdentityServer.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Factors;

/// <summary>Recovery codes: shown once, saved, each good once and in any order.</summary>
public sealed class RecoveryCodesTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory, InlineData("en"), InlineData("fr")]
    public async Task Are_set_up_after_the_app_and_used_when_the_phone_is_lost(string culture)
    {
        var (company, person) = await AddAsync(culture);
        await using var visit = await Visit.StartAsync(server, culture);
        var codes = await SetUpAsync(visit, company, person);

        Assert.Equal(10, codes.Distinct().Count());
        await using var lost = await Visit.StartAsync(server, culture);
        var request = new ApplicationRequest(server, company);
        await ReachAsync(lost, request, person);
        await EnterAsync(lost, codes[6].ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal));
        await lost.ArriveAsync(request);
        Assert.Equal("mfa", (await request.RedeemAsync()).Acr);
    }

    [Fact]
    public async Task Each_code_is_good_once_and_a_wrong_one_for_nothing()
    {
        var (company, person) = await AddAsync("en");
        await using var visit = await Visit.StartAsync(server);
        var codes = await SetUpAsync(visit, company, person);
        await using (var first = await Visit.StartAsync(server))
        {
            var request = new ApplicationRequest(server, company);
            await ReachAsync(first, request, person);
            await EnterAsync(first, codes[0]);
            await first.ArriveAsync(request);
        }

        await using var second = await Visit.StartAsync(server);
        var again = new ApplicationRequest(server, company);
        await ReachAsync(second, again, person);
        await EnterAsync(second, "12345");
        Assert.Equal("A recovery code has ten letters and digits.", await second.ErrorAsync());
        await EnterAsync(second, codes[0]);
        Assert.Equal("That is none of your recovery codes, or it was used already.", await second.ErrorAsync());
        await EnterAsync(second, codes[1]);
        await second.ArriveAsync(again);
    }

    [Fact]
    public async Task The_file_to_download_holds_what_the_page_shows()
    {
        var (company, person) = await AddAsync("en");
        await using var visit = await Visit.StartAsync(server);
        await OpenCodesAsync(visit, company, person);
        var shown = await CodesAsync(visit);

        var download = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Link("Download").ClickAsync());

        var lines = await File.ReadAllLinesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Equal(shown, lines.Skip(2));
    }

    [Fact]
    public async Task Codes_that_nobody_said_they_saved_are_good_for_nothing()
    {
        var (company, person) = await AddAsync("en");
        await using var visit = await Visit.StartAsync(server);
        await OpenCodesAsync(visit, company, person);
        await CodesAsync(visit);
        await visit.FollowAsync("Cancel");

        await using var lost = await Visit.StartAsync(server);
        await lost.OpenAsync(new ApplicationRequest(server, company));
        await lost.SignInAsync(person with { TotpSecret = null });
        await lost.FollowAsync("I can't use this method right now");

        await Assertions.Expect(lost.Link("Use a verification code")).ToBeVisibleAsync();
        await Assertions.Expect(lost.Link("Use a recovery code")).Not.ToBeVisibleAsync();
    }

    [Theory, InlineData("en"), InlineData("fr")]
    public async Task Are_listed_with_what_is_set_up_but_never_offered_as_what_is_asked_for_first(string culture)
    {
        var (company, person) = await AddAsync(culture);
        await using var visit = await Visit.StartAsync(server, culture);
        await OpenCodesAsync(visit, company, person);

        await visit.PressAsync("I saved my codes");

        await visit.SeesAsync("Success!");
        await Assertions.Expect(visit.Words("Recovery codes")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Radio)).ToHaveCountAsync(0);
    }

    private static async Task<List<string>> SetUpAsync(Visit visit, Company company, Person person)
    {
        var request = await OpenCodesAsync(visit, company, person);
        var codes = await CodesAsync(visit);
        await visit.PressAsync("I saved my codes");
        await visit.SeesAsync("Success!");
        await visit.PressAsync("Done");
        await visit.ArriveAsync(request);
        return codes;
    }

    private static async Task<ApplicationRequest> OpenCodesAsync(Visit visit, Company company, Person person)
    {
        var request = new ApplicationRequest(visit.Server, company);
        await visit.OpenAsync(request);
        await visit.NameAsync(person);
        await visit.ProvePasswordAsync(person);
        await visit.SeesAsync("Protect your account");
        await visit.PressAsync("Next");
        await visit.FollowAsync("I want to use a different authenticator app");
        var secret = AppWizard.SecretOf(await AppWizard.ScanAsync(visit));
        await visit.FollowAsync("Next");
        await AppWizard.EnterCodeAsync(visit, visit.Server.CodeOf(secret));
        await visit.SeesAsync("Recovery codes");
        return request;
    }

    private static async Task<List<string>> CodesAsync(Visit visit) => [.. await visit.Page.Locator(".codes li").AllInnerTextsAsync()];

    private static async Task ReachAsync(Visit visit, ApplicationRequest request, Person person)
    {
        await visit.OpenAsync(request);
        await visit.NameAsync(person);
        await visit.ProvePasswordAsync(person);
        await visit.FollowAsync("I can't use this method right now");
        await visit.FollowAsync("Use a recovery code");
    }

    private static async Task EnterAsync(Visit visit, string code)
    {
        await visit.TypeAsync("Recovery code", code);
        await visit.PressAsync("Verify");
    }

    private async Task<(Company Company, Person Person)> AddAsync(string culture)
    {
        var company = await server.AddCompanyAsync(new() { Culture = culture, SecondFactor = "required", RequiredMethods = ["authenticatorApp", "recoveryCodes"] });
        return (company, await server.AddPersonAsync(company));
    }
}
