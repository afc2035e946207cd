using System.Globalization;
using System.Text.Json;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Guests;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.SecurityInfo;

/// <summary>A guest's organizations: what was accepted, taking it back, leaving, and coming back.</summary>
public sealed class OrganizationTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory, InlineData("en"), InlineData("fr")]
    public async Task A_guest_leaves_and_comes_back_without_script(string culture)
    {
        var company = await server.AddCompanyAsync(new() { Culture = culture });
        await using var visit = await Visit.StartAsync(server, new VisitWishes { Culture = culture, Script = false });
        var address = await JoinAsync(visit, company);
        var refresh = await RefreshTokenAsync(visit, company);

        await OpenListAsync(visit);
        await Assertions.Expect(visit.Page.GetByText($"{address.Replace('@', '_')}#EXT#@{company.Slug}")).ToBeVisibleAsync();
        await visit.FollowAsync("Leave this organization: {0}", company.Name);
        await visit.SeesAsync("Leave this organization");
        await visit.PressAsync("Leave this organization");

        await Assertions.Expect(visit.Words("You left the organization.")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Link("Leave this organization: {0}", company.Name)).ToHaveCountAsync(0);
        Assert.Equal("invalid_grant", await new ApplicationRequest(server, company).RefreshErrorAsync(refresh));
        var mail = await server.Mailroom.NoticeAsync(address, "organization-left");
        Assert.Contains(company.Name, mail.GetProperty("subject").GetString(), StringComparison.Ordinal);
        Assert.Equal([AuditEvents.OrganizationConsentWithdrawn, AuditEvents.OrganizationLeft], await EventsAsync(address, company));

        await visit.PressAsync("Come back: {0}", company.Name);
        await Assertions.Expect(visit.Words("You are back. The organization asks for your permission again when you sign in there.")).ToBeVisibleAsync();
        await AcceptAgainAsync(visit, company);
        Assert.Contains(AuditEvents.OrganizationReturned, await EventsAsync(address, company));
        Assert.Contains(company.Name, (await server.Mailroom.NoticeAsync(address, "organization-returned")).GetProperty("subject").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_left_accepts_again_on_the_way_to_the_application()
    {
        var company = await server.AddCompanyAsync(new());
        await using var visit = await Visit.StartAsync(server);
        await JoinAsync(visit, company);
        await LeaveAsync(visit, company);

        await AcceptAgainAsync(visit, company);

        await OpenListAsync(visit);
        await Assertions.Expect(visit.Link("Leave this organization: {0}", company.Name)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_was_accepted_is_read_again_withdrawn_once_and_asked_for_at_the_next_sign_in()
    {
        var company = await server.AddCompanyAsync(new());
        await using var visit = await Visit.StartAsync(server);
        var address = await JoinAsync(visit, company);
        var refresh = await RefreshTokenAsync(visit, company);

        await OpenListAsync(visit);
        await visit.FollowAsync("What you accepted: {0}", company.Name);
        await Assertions.Expect(visit.Page.GetByText("Collect and log your activity")).ToBeVisibleAsync();
        await visit.PressAsync("Withdraw");

        await Assertions.Expect(visit.Words("Your permission is withdrawn.")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Button("Withdraw")).ToHaveCountAsync(0);
        Assert.Equal("invalid_grant", await new ApplicationRequest(server, company).RefreshErrorAsync(refresh));
        Assert.Equal([AuditEvents.OrganizationConsentWithdrawn], await EventsAsync(address, company));
        Assert.Contains(company.Name, (await server.Mailroom.NoticeAsync(address, "organization-consent-withdrawn")).GetProperty("subject").GetString(), StringComparison.Ordinal);
        await AcceptAgainAsync(visit, company);
        await OpenListAsync(visit);
        await visit.FollowAsync("What you accepted: {0}", company.Name);
        await Assertions.Expect(visit.Button("Withdraw")).ToBeVisibleAsync();
        await visit.Page.GetByText("Accepted on").Last.ClickAsync();
        await Assertions.Expect(visit.Page.GetByText("Withdrawn on")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_old_proof_is_renewed_by_a_code_before_anything_changes()
    {
        var company = await server.AddCompanyAsync(new());
        await using var visit = await Visit.StartAsync(server);
        var address = await JoinAsync(visit, company);
        await OpenListAsync(visit);

        server.Clock.Advance(TimeSpan.FromMinutes(21));
        await visit.FollowAsync("Leave this organization: {0}", company.Name);
        await visit.SeesAsync("Sign in");
        await visit.PressAsync("Next");
        await visit.Page.WaitForURLAsync("**/factors/**");
        await visit.Page.GotoAsync(visit.PathInJourney("/factors/guestcode/challenge"));
        await visit.PressAsync("Send code");
        await Assertions.Expect(visit.Words("We just sent a code to {0}.", address)).ToBeVisibleAsync();
        await Invitations.EnterCodeAsync(visit, address);
        await visit.PressAsync("No");

        await visit.SeesAsync("Leave this organization");
        Assert.Null((await TiesAsync(address))[0].LeftUtc);
    }

    [Fact]
    public async Task Of_two_pages_that_leave_at_once_one_does_and_one_mail_tells_of_it()
    {
        var company = await server.AddCompanyAsync(new());
        await using var visit = await Visit.StartAsync(server);
        var address = await JoinAsync(visit, company);
        await OpenListAsync(visit);
        await visit.FollowAsync("Leave this organization: {0}", company.Name);
        await visit.SeesAsync("Leave this organization");
        var token = await visit.Page.Locator("main form input[name=__RequestVerificationToken]").First.InputValueAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
        {
            var form = visit.Context.APIRequest.CreateFormData();
            form.Append("__RequestVerificationToken", token);
            return visit.Context.APIRequest.PostAsync(visit.Page.Url, new() { Form = form });
        }));

        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        await server.Mailroom.NoticeAsync(address, "organization-left");
        Assert.Single(server.Mailroom.Notices(address, "organization-left"));
        Assert.Single(await EventsAsync(address, company), what => what == AuditEvents.OrganizationLeft);
    }

    [Fact]
    public async Task Nobody_leaves_what_they_are_no_guest_of()
    {
        var (company, other) = (await server.AddCompanyAsync(new()), await server.AddCompanyAsync(new()));
        var person = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server);
        await visit.EnterAsync(company, person);
        var (own, foreign) = (await IdOfAsync(company), await IdOfAsync(other));

        foreach (var id in new[] { own, foreign, Guid.NewGuid() })
        {
            Assert.Equal(404, (await visit.Page.GotoAsync($"{server.Origin}/security/organizations/{id:N}"))!.Status);
            Assert.Equal(404, (await visit.Page.GotoAsync($"{server.Origin}/security/organizations/{id:N}/leave"))!.Status);
        }

        await OpenListAsync(visit);
        await Assertions.Expect(visit.Page.GetByText($"To leave it, write to support@{company.Slug}.example.")).ToBeVisibleAsync();
        Assert.Equal(0, await visit.Page.GetByText(other.Name).CountAsync());
    }

    [Fact]
    public async Task The_list_says_who_answers_for_the_guest_and_until_when_they_may_enter()
    {
        var company = await server.AddCompanyAsync(new());
        var sponsor = await server.AddPersonAsync(company);
        await using var visit = await Visit.StartAsync(server);
        var address = await JoinAsync(visit, company);
        var tie = (await TiesAsync(address))[0];
        var end = server.Clock.GetUtcNow().UtcDateTime.AddDays(2);
        await using (var scope = server.Services.CreateAsyncScope())
        {
            var sponsorId = await AccountAsync(scope, sponsor.Email);
            scope.ServiceProvider.GetRequiredService<IGuestTieStore>().Oversee(tie.AccountId, tie.OrganizationId, end, sponsorId);
            Assert.IsType<SaveOutcome.Saved>(await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().SaveAsync(TestContext.Current.CancellationToken));
        }

        await OpenListAsync(visit);

        await Assertions.Expect(visit.Page.GetByText($"{sponsor.FullName} answers for you here.")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.GetByText($"Your access ends on {end.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_download_holds_the_tie_and_what_was_accepted()
    {
        var company = await server.AddCompanyAsync(new());
        await using var visit = await Visit.StartAsync(server);
        await JoinAsync(visit, company);
        await LeaveAsync(visit, company);
        await visit.Page.GotoAsync(server.Origin + "/security/data");

        var download = await visit.Page.RunAndWaitForDownloadAsync(() => visit.PressAsync("Download"));
        var data = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken));

        var tie = data.GetProperty("organizations")[0];
        Assert.Equal("guest", tie.GetProperty("kind").GetString());
        Assert.NotNull(tie.GetProperty("leftUtc").GetString());
        Assert.Contains("Receive your profile data", tie.GetProperty("accepted")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.NotNull(tie.GetProperty("accepted")[0].GetProperty("withdrawnUtc").GetString());
    }

    private async Task<string> JoinAsync(Visit visit, Company company)
    {
        var address = await Invitations.InviteAsync(server, company, "Roger");
        await Invitations.ProveAsync(visit, address);
        await Invitations.AcceptAsync(visit, company, address);
        await Invitations.LandAsync(visit);
        return address;
    }

    private async Task<string> RefreshTokenAsync(Visit visit, Company company)
    {
        var request = new ApplicationRequest(server, company, ("scope", "openid offline_access"));
        await visit.OpenAsync(request);
        await visit.ArriveAsync(request);
        return (await request.RedeemAsync()).RefreshToken!;
    }

    private async Task OpenListAsync(Visit visit)
    {
        await visit.Page.GotoAsync(server.Origin + "/security");
        await visit.FollowAsync("Your ties, and leaving one");
        await visit.SeesAsync("Organizations");
    }

    private async Task LeaveAsync(Visit visit, Company company)
    {
        await OpenListAsync(visit);
        await visit.FollowAsync("Leave this organization: {0}", company.Name);
        await visit.PressAsync("Leave this organization");
        await Assertions.Expect(visit.Words("You left the organization.")).ToBeVisibleAsync();
    }

    private async Task AcceptAgainAsync(Visit visit, Company company)
    {
        var request = new ApplicationRequest(server, company);
        await visit.OpenAsync(request);
        await visit.SeesAsync("Permissions requested by {0}", company.Name);
        await visit.PressAsync("Accept");
        Assert.Null((await visit.ArriveAsync(request)).Error);
    }

    private async Task<IReadOnlyList<string>> EventsAsync(string address, Company company)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var (account, organization) = (await AccountAsync(scope, address), await IdOfAsync(company));
        var entries = await scope.ServiceProvider.GetRequiredService<IAuditReader>().ListAsync(
            account, [AuditEvents.OrganizationLeft, AuditEvents.OrganizationReturned, AuditEvents.OrganizationConsentWithdrawn], DateTime.UnixEpoch, 0, 100,
            TestContext.Current.CancellationToken);
        Assert.All(entries, entry => Assert.Equal(organization, entry.OrganizationId));
        return [.. entries.Select(entry => entry.Event).Order(StringComparer.Ordinal)];
    }

    private async Task<IReadOnlyList<Membership>> TiesAsync(string address)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IOrganizationStore>()
            .ListMembershipsAsync(await AccountAsync(scope, address), TestContext.Current.CancellationToken);
    }

    private async Task<Guid> IdOfAsync(Company company)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<IOrganizationStore>().FindBySlugAsync(company.Slug, TestContext.Current.CancellationToken))!.Id;
    }

    private static async Task<Guid> AccountAsync(AsyncServiceScope scope, string address) =>
        (await scope.ServiceProvider.GetRequiredService<IAccountStore>().FindAsync(AccountIdentifier.Parse(address)!, TestContext.Current.CancellationToken))!.Id;
}
