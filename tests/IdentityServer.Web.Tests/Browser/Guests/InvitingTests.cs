using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Invitations;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Guests;

/// <summary>Whoever may invite: the mail goes out, is sent again, is withdrawn; and nobody else gets in.</summary>
public sealed class InvitingTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory, InlineData("en"), InlineData("fr")]
    public async Task An_administrator_invites_sends_again_and_withdraws(string culture)
    {
        var company = await server.AddCompanyAsync(new() { Culture = culture });
        var (address, administrator) = (InvitingVisits.NewAddress(), await InvitingVisits.AddAdministratorAsync(server, company));
        await using var visit = await InvitingVisits.EnterAsync(server, company, administrator);

        await InvitingVisits.InviteAsync(visit, company, address);
        await visit.SeesAsync("Invitations");
        var first = await server.Mailroom.NoticeAsync(address, "invitation");
        await visit.Page.GetByText(address).ClickAsync();
        await visit.SeesAsync("Invitation");
        await visit.PressAsync("Send again");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Status)).ToBeVisibleAsync();
        await UntilAsync(() => server.Mailroom.Notices(address, "invitation").Count == 2);

        await using var guest = await Visit.StartAsync(server, culture);
        await Invitations.OpenAsync(guest, first);
        await guest.SeesAsync("There is a newer invitation");
        await visit.FollowAsync("Withdraw");
        await visit.SeesAsync("Withdraw this invitation?");
        await visit.PressAsync("Withdraw");
        await visit.SeesAsync("Invitation");
        await Invitations.OpenAsync(guest, server.Mailroom.Notices(address, "invitation")[^1]);
        await guest.SeesAsync("This invitation was withdrawn");
        Assert.Equal(
            [(AuditEvents.InvitationCreated, address), (AuditEvents.InvitationResent, address), (AuditEvents.InvitationWithdrawn, address)],
            await InvitingVisits.WrittenAsync(server, administrator, company));
    }

    [Fact]
    public async Task What_was_typed_stays_where_something_is_wrong()
    {
        var company = await server.AddCompanyAsync(new() { Guests = new { blockedDomains = new[] { "rival.example" } } });
        await using var visit = await InvitingVisits.EnterAsync(server, company, await InvitingVisits.AddAdministratorAsync(server, company));

        await visit.Page.GotoAsync($"{server.Origin}/guests/{company.Slug}/invite");
        await visit.TypeAsync("Email", "peter@mail.rival.example");
        await visit.TypeAsync("Message (optional)", "Until Monday!");
        await visit.TypeAsync("Good for", "31");
        await visit.PressAsync("Send invitation");

        var errors = await visit.ErrorAsync();
        Assert.Contains("Enter between 1 hour and 30 days.", errors, StringComparison.Ordinal);
        Assert.Contains($"{company.Name} doesn't invite addresses of this domain.", errors, StringComparison.Ordinal);
        Assert.Equal("Until Monday!", await visit.Field("Message (optional)").InputValueAsync());
        Assert.Equal("peter@mail.rival.example", await visit.Field("Email").InputValueAsync());
    }

    [Fact]
    public async Task An_administrator_is_told_who_belongs_and_who_is_invited()
    {
        var company = await server.AddCompanyAsync(new());
        var colleague = await server.AddPersonAsync(company);
        var elsewhere = await server.AddPersonAsync(await server.AddCompanyAsync(new()));
        var invited = await Invitations.InviteAsync(server, company, "Roger");
        await using var visit = await InvitingVisits.EnterAsync(server, company, await InvitingVisits.AddAdministratorAsync(server, company));

        await InvitingVisits.InviteAsync(visit, company, colleague.Email.ToUpperInvariant());
        Assert.Contains($"Belongs to {company.Name} already.", await visit.ErrorAsync(), StringComparison.Ordinal);
        await InvitingVisits.InviteAsync(visit, company, invited);
        Assert.Contains("Has an invitation already.", await visit.ErrorAsync(), StringComparison.Ordinal);
        await Assertions.Expect(visit.Link("Look at it, or send it again")).ToBeVisibleAsync();
        await InvitingVisits.InviteAsync(visit, company, elsewhere.Email);
        await visit.SeesAsync("Invitations");
    }

    [Fact]
    public async Task Colours_say_how_an_invitation_fares_and_words_do_too()
    {
        var company = await server.AddCompanyAsync(new());
        var invited = await Invitations.InviteAsync(server, company, "Roger");
        var late = await Invitations.InviteAsync(server, company, "Anna");
        await using var guest = await Visit.StartAsync(server);
        await Invitations.ProveAsync(guest, invited);
        await Invitations.AcceptAsync(guest, company, invited);
        await server.Mailroom.NoticeAsync(late, "invitation");
        await using var visit = await InvitingVisits.EnterAsync(server, company, await InvitingVisits.AddAdministratorAsync(server, company));

        Assert.Equal(("Accepted", "badge success"), await BadgeAsync(visit, invited));
        Assert.Equal(("Sent", "badge"), await BadgeAsync(visit, late));
        await visit.FollowAsync(late);
        await visit.FollowAsync("Withdraw");
        await visit.PressAsync("Withdraw");
        await visit.SeesAsync("Invitation");
        await visit.Page.GotoAsync($"{server.Origin}/guests/{company.Slug}");
        Assert.Equal(("Withdrawn", "badge warn"), await BadgeAsync(visit, late));
    }

    [Fact]
    public async Task A_member_who_may_invite_sees_only_their_own_and_only_so_many()
    {
        var company = await server.AddCompanyAsync(new() { InvitedBy = "members", Guests = new { invitationsPerMember = 1 } });
        var others = await Invitations.InviteAsync(server, company, "Roger");
        var own = InvitingVisits.NewAddress();
        await using var visit = await InvitingVisits.EnterAsync(server, company, await server.AddPersonAsync(company));
        await Assertions.Expect(visit.Page.GetByText(others)).ToHaveCountAsync(0);

        await InvitingVisits.InviteAsync(visit, company, others);
        Assert.Contains($"Belongs to {company.Name} already, or has an invitation.", await visit.ErrorAsync(), StringComparison.Ordinal);
        await InvitingVisits.InviteAsync(visit, company, own);
        await visit.SeesAsync("Invitations");
        await Assertions.Expect(visit.Link(own)).ToBeVisibleAsync();
        await InvitingVisits.InviteAsync(visit, company, InvitingVisits.NewAddress());
        Assert.Contains("Only 1 invitations may be sent in a day.", await visit.ErrorAsync(), StringComparison.Ordinal);

        await using var administrator = await InvitingVisits.EnterAsync(server, company, await InvitingVisits.AddAdministratorAsync(server, company));
        await administrator.FollowAsync(others);
        var path = new Uri(administrator.Page.Url).PathAndQuery;
        Assert.Equal(404, (await visit.Page.GotoAsync(server.Origin + path))!.Status);
        Assert.Equal(404, (await visit.Page.GotoAsync(server.Origin + path + "/withdraw"))!.Status);
    }

    [Fact]
    public async Task Nobody_else_gets_in()
    {
        var (company, other) = (await server.AddCompanyAsync(new()), await server.AddCompanyAsync(new()));
        await using var administrator = await InvitingVisits.EnterAsync(server, company, await InvitingVisits.AddAdministratorAsync(server, company));
        var invited = await Invitations.InviteAsync(server, other, "Roger");
        await using var elsewhere = await InvitingVisits.EnterAsync(server, other, await InvitingVisits.AddAdministratorAsync(server, other));
        await elsewhere.FollowAsync(invited);
        var ofOthers = new Uri(elsewhere.Page.Url).AbsolutePath;

        // Neither through the other organization's address nor through their own.
        foreach (var path in new[] { $"/guests/{other.Slug}", $"/guests/{other.Slug}/invite", ofOthers, ofOthers.Replace(other.Slug, company.Slug, StringComparison.Ordinal), "/guests/nobody" })
            Assert.Equal(404, (await administrator.Page.GotoAsync(server.Origin + path))!.Status);

        await using var member = await Visit.StartAsync(server);
        await member.EnterAsync(company, await server.AddPersonAsync(company));
        foreach (var path in new[] { "/guests", $"/guests/{company.Slug}", $"/guests/{company.Slug}/invite" })
            Assert.Equal(404, (await member.Page.GotoAsync(server.Origin + path))!.Status);
    }

    [Fact]
    public async Task Whoever_has_their_home_elsewhere_shows_what_the_organization_s_policy_asks_for()
    {
        var (home, company) = (await server.AddCompanyAsync(new() { SecondFactor = "off" }), await server.AddCompanyAsync(new() { SecondFactor = "required" }));
        var person = await server.AddPersonAsync(home, withApp: true);
        await server.ApplyAsync(new
        {
            accounts = new[]
            {
                new { userName = person.UserName, organization = home.Slug, memberships = new[] { new { organization = company.Slug, kind = "member", roles = new[] { "administrator" } } } },
            },
        });
        await using var visit = await Visit.StartAsync(server);
        await visit.Page.GotoAsync(server.Origin + "/security");
        await visit.SignInAsync(person with { TotpSecret = null });
        await visit.SeesAsync("My security info");

        await visit.Page.GotoAsync($"{server.Origin}/guests/{company.Slug}");
        await visit.ProveCodeAsync(person);

        await visit.SeesAsync("Invitations");
        var address = InvitingVisits.NewAddress();
        await InvitingVisits.InviteAsync(visit, company, address);
        await visit.SeesAsync("Invitations");
        Assert.Equal([(AuditEvents.InvitationCreated, address)], await InvitingVisits.WrittenAsync(server, person, company));
    }

    [Fact]
    public async Task Of_two_who_send_again_at_once_one_does_and_five_an_hour_are_enough()
    {
        var company = await server.AddCompanyAsync(new());
        var address = await Invitations.InviteAsync(server, company, "Roger");
        await server.Mailroom.NoticeAsync(address, "invitation");
        await using var visit = await InvitingVisits.EnterAsync(server, company, await InvitingVisits.AddAdministratorAsync(server, company));
        await visit.FollowAsync(address);
        await visit.SeesAsync("Invitation");
        var tab = await visit.OpenTabAsync();
        var path = visit.Page.Url;
        await tab.Page.GotoAsync(path);

        await Task.WhenAll(visit.PressAsync("Send again"), tab.PressAsync("Send again"));

        foreach (var page in new[] { visit, tab }) await Assertions.Expect(page.Page.GetByRole(AriaRole.Status)).ToBeVisibleAsync();
        Assert.Equal(2, await LinkOfAsync(company, address));
        for (var sent = 2; await SendAgainAsync(visit, path); sent++) Assert.Equal(sent + 1, await LinkOfAsync(company, address));

        // The second of the two may have counted as well, though nothing was sent for it.
        Assert.InRange(await LinkOfAsync(company, address), 5, 6);
        Assert.Contains("It was sent often in the last hour.", await visit.ErrorAsync(), StringComparison.Ordinal);
    }

    private static async Task<(string Words, string? Colours)> BadgeAsync(Visit visit, string address)
    {
        var badge = visit.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = address }).Locator(".badge");
        return (await badge.InnerTextAsync(), await badge.GetAttributeAsync("class"));
    }

    /// <summary>False: it was refused.</summary>
    private static async Task<bool> SendAgainAsync(Visit visit, string path)
    {
        await visit.Page.GotoAsync(path);
        await visit.PressAsync("Send again");
        var (done, refused) = (visit.Page.GetByRole(AriaRole.Status), visit.Page.GetByRole(AriaRole.Alert));
        await Assertions.Expect(done.Or(refused)).ToBeVisibleAsync();
        return await done.IsVisibleAsync();
    }

    private async Task<int> LinkOfAsync(Company company, string address)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var organization = await scope.ServiceProvider.GetRequiredService<IOrganizationStore>().FindBySlugAsync(company.Slug, TestContext.Current.CancellationToken);
        var invitation = await scope.ServiceProvider.GetRequiredService<IInvitationStore>().FindOpenAsync(organization!.Id, address, TestContext.Current.CancellationToken);
        return invitation!.Link;
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        var until = DateTime.UtcNow.AddSeconds(60);
        while (!isSo())
        {
            Assert.True(DateTime.UtcNow < until, "It did not happen.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
