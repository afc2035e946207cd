using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Guests;
using IdentityServer.SignIn.Invitations;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Tests.Browser.Factors;
using IdentityServer.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Guests;

/// <summary>The odd cases between an invitation's mail and the application.</summary>
public sealed class RedemptionTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Without_script_from_the_mail_to_the_application_and_back_again()
    {
        var company = await server.AddCompanyAsync(new());
        var address = await Invitations.InviteAsync(server, company, "Roger");
        await using var visit = await Visit.StartAsync(server, new VisitWishes { Script = false, Width = 320, Height = 640 });

        await Invitations.ProveAsync(visit, address);
        await Invitations.AcceptAsync(visit, company, address);
        await Invitations.LandAsync(visit);
        var request = new ApplicationRequest(server, company, ("prompt", "login"));
        await visit.OpenAsync(request);
        await visit.TypeAsync("Email, phone or user name", address);
        await visit.PressAsync("Next");

        // Where they signed in before, nobody asks a guest for a password.
        await visit.SeesAsync("Sign in");
        await visit.PressAsync("Send code");
        await Invitations.EnterCodeAsync(visit, address, 2);
        Assert.Null((await visit.ArriveAsync(request)).Error);
        Assert.Equal(["otp"], (await request.RedeemAsync()).Amr);
    }

    [Fact]
    public async Task Interrupted_anywhere_it_goes_on_by_plain_sign_in_in_another_browser()
    {
        var company = await server.AddCompanyAsync(new());
        var address = await Invitations.InviteAsync(server, company, "Roger");
        await using var first = await Visit.StartAsync(server);
        await Invitations.ProveAsync(first, address);
        await first.SeesAsync("Permissions requested by {0}", company.Name);

        await using var other = await Visit.StartAsync(server);
        var request = new ApplicationRequest(server, company);
        await Invitations.AskForCodeAsync(other, request, address);
        await Invitations.EnterCodeAsync(other, address, 2);
        await Invitations.AcceptAsync(other, company, address);
        Assert.Null((await other.ArriveAsync(request)).Error);

        // The first browser finds it done, and goes on.
        await first.PressAsync("Accept");
        await Invitations.LandAsync(first);
        Assert.Equal(InvitationState.Accepted, (await FindAsync(company, address)).State);
    }

    [Fact]
    public async Task Looking_uses_nothing_up_and_says_where_it_stands()
    {
        var company = await server.AddCompanyAsync(new());
        var address = await Invitations.InviteAsync(server, company, "Roger");
        var mail = await server.Mailroom.NoticeAsync(address, "invitation");
        await using var visit = await Visit.StartAsync(server);

        for (var scanner = 0; scanner < 3; scanner++) await Invitations.OpenAsync(visit, mail);
        Assert.Null((await FindAsync(company, address)).OpenedUtc);
        await visit.Page.GotoAsync(mail.GetProperty("values").GetProperty("otherLanguageUrl").GetString()!);
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Créer un compte" })).ToBeVisibleAsync();
        Assert.Empty(server.Mailroom.CodeMessages(address, "email"));

        await Invitations.OpenAsync(visit, mail);
        await visit.PressAsync("Send code");
        await visit.SeesAsync("Enter code");
        Assert.NotNull((await FindAsync(company, address)).OpenedUtc);
    }

    [Fact]
    public async Task Each_link_that_is_over_says_why()
    {
        var company = await server.AddCompanyAsync(new());
        await using var visit = await Visit.StartAsync(server);

        await SeesAfterAsync("This invitation was withdrawn", invitation => invitation.Withdrawn(server.Clock.GetUtcNow().UtcDateTime));
        await SeesAfterAsync("This invitation has expired", invitation => invitation with { ExpiresUtc = server.Clock.GetUtcNow().UtcDateTime });
        await SeesAfterAsync("There is a newer invitation", invitation => invitation.SentAnew(server.Clock.GetUtcNow().UtcDateTime));
        await SeesAfterAsync("This invitation was used already", invitation => invitation.AcceptedBy(Guid.NewGuid(), server.Clock.GetUtcNow().UtcDateTime));
        foreach (var garbage in new[] { "", "x", new string('A', 54), "%00", new string('é', 30) })
        {
            await visit.Page.GotoAsync($"{server.Origin}/invitation?t={garbage}");
            await visit.SeesAsync("This link is no longer good");
        }

        async Task SeesAfterAsync(string heading, Func<Invitation, Invitation> change)
        {
            var address = await Invitations.InviteAsync(server, company, "Roger");
            var mail = await server.Mailroom.NoticeAsync(address, "invitation");
            await ChangeAsync(company, address, change);
            await Invitations.OpenAsync(visit, mail);
            await visit.SeesAsync(heading);
        }
    }

    [Fact]
    public async Task An_address_with_an_account_accepts_with_that_account_and_keeps_its_home()
    {
        var (home, company) = (await server.AddCompanyAsync(new()), await server.AddCompanyAsync(new()));
        var member = await server.AddPersonAsync(home, withApp: true);
        await Invitations.InviteAsync(server, company, "Pauline", member.Email);
        await using var visit = await Visit.StartAsync(server);

        await Invitations.OpenAsync(visit, await server.Mailroom.NoticeAsync(member.Email, "invitation"));
        await visit.PressAsync("Accept the invitation");
        await visit.ProvePasswordAsync(member);
        await visit.ProveCodeAsync(member);
        await Invitations.AcceptAsync(visit, company, member.Email);
        await Invitations.LandAsync(visit);

        var ties = await TiesOfAsync(member.Email);
        Assert.Equal([MembershipKind.Member, MembershipKind.Guest], ties.Select(tie => tie.Kind));
        Assert.Equal($"{member.Email.Replace('@', '_')}#EXT#@{company.Slug}", ties[1].GuestName);
    }

    [Fact]
    public async Task A_forwarded_link_is_worth_nothing_to_somebody_else()
    {
        var company = await server.AddCompanyAsync(new());
        var address = await Invitations.InviteAsync(server, company, "Roger");
        var thief = await server.AddPersonAsync(await server.AddCompanyAsync(new()));
        await using var visit = await Visit.StartAsync(server);

        await Invitations.OpenAsync(visit, await server.Mailroom.NoticeAsync(address, "invitation"));
        await visit.PressAsync("Send code");
        await visit.SeesAsync("Enter code");
        await visit.Page.GotoAsync(visit.PathInJourney("/signin/switch"));
        await visit.SignInAsync(thief);

        await visit.SeesAsync("This invitation is for somebody else");
        Assert.Equal(InvitationState.Open, (await FindAsync(company, address)).State);
        Assert.Single(await TiesOfAsync(thief.Email));
    }

    [Fact]
    public async Task Wrong_codes_are_counted_and_a_new_one_ends_the_old_one()
    {
        var company = await server.AddCompanyAsync(new());
        var address = await Invitations.InviteAsync(server, company, "Roger");
        await using var visit = await Visit.StartAsync(server);
        await Invitations.OpenAsync(visit, await server.Mailroom.NoticeAsync(address, "invitation"));
        await visit.PressAsync("Send code");
        var code = await Invitations.CodeAsync(server, address);
        Assert.Matches("^[0-9]{8}$", code);

        for (var tries = 0; tries < 5; tries++)
        {
            await CodePages.EnterAsync(visit, CodePages.WrongFor(code), "Sign in");
            await visit.ErrorAsync();
        }

        await CodePages.EnterAsync(visit, code, "Sign in");
        Assert.Contains("Ask for a new one", await visit.ErrorAsync(), StringComparison.Ordinal);
        server.Clock.Advance(TimeSpan.FromSeconds(61));
        await visit.Page.ReloadAsync();
        await visit.PressAsync("Resend code");
        await Invitations.EnterCodeAsync(visit, address, 2);
        await visit.SeesAsync("Permissions requested by {0}", company.Name);
    }

    [Fact]
    public async Task Whoever_declines_may_come_back_by_the_mail()
    {
        var company = await server.AddCompanyAsync(new());
        var address = await Invitations.InviteAsync(server, company, "Roger");
        await using var visit = await Visit.StartAsync(server);
        await Invitations.ProveAsync(visit, address);
        await visit.SeesAsync("Permissions requested by {0}", company.Name);
        await visit.PressAsync("Cancel");
        await visit.SeesAsync("You did not accept");
        Assert.Empty(await TiesOfAsync(address));

        server.Clock.Advance(TimeSpan.FromSeconds(61));
        await Invitations.OpenAsync(visit, await server.Mailroom.NoticeAsync(address, "invitation"));
        await visit.PressAsync("Send code");
        await Invitations.EnterCodeAsync(visit, address, 2);
        await Invitations.AcceptAsync(visit, company, address);
        await Invitations.LandAsync(visit);
        Assert.Single(await TiesOfAsync(address));
    }

    [Fact]
    public async Task What_was_accepted_is_kept_and_asked_again_when_the_text_changes()
    {
        var company = await server.AddCompanyAsync(new());
        var address = await Invitations.InviteAsync(server, company, "Roger");
        await using var visit = await Visit.StartAsync(server);
        await Invitations.ProveAsync(visit, address);
        await Invitations.AcceptAsync(visit, company, address);
        await Invitations.LandAsync(visit);

        await server.ApplyAsync(new { organizations = new[] { new { slug = company.Slug, displayName = company.Name, policy = new { guests = new { consentText = new { en = "Our own rules." } } } } } });
        var silent = new ApplicationRequest(server, company, ("prompt", "none"));
        await visit.OpenAsync(silent);
        Assert.Equal("consent_required", (await visit.ArriveAsync(silent)).Error);
        var request = new ApplicationRequest(server, company);
        await visit.OpenAsync(request);
        await visit.SeesAsync("Permissions requested by {0}", company.Name);
        await Assertions.Expect(visit.Page.GetByText("Our own rules.")).ToBeVisibleAsync();
        await visit.PressAsync("Accept");
        Assert.Null((await visit.ArriveAsync(request)).Error);

        await using var scope = server.Services.CreateAsyncScope();
        var account = await AccountOfAsync(scope, address);
        var kept = await scope.ServiceProvider.GetRequiredService<IOrganizationConsentStore>().ListAsync(account.Id, TestContext.Current.CancellationToken);
        Assert.Equal(2, kept.Count);
        Assert.Contains("Our own rules.", kept[0].Text, StringComparison.Ordinal);
        Assert.NotEqual(kept[0].Version, kept[1].Version);
    }

    [Theory, InlineData("stranger"), InlineData("member")]
    public async Task Whoever_is_no_guest_sees_the_same_pages(string who)
    {
        var company = await server.AddCompanyAsync(new());
        var member = await server.AddPersonAsync(company);
        var address = who == "member" ? member.Email : $"nobody-{Guid.NewGuid():N}@yahoo.example";
        await using var visit = await Visit.StartAsync(server);

        await Invitations.AskForCodeAsync(visit, new ApplicationRequest(server, company), address);
        await visit.SeesAsync("Enter code");
        await Assertions.Expect(visit.Words("We just sent a code to {0}.", address)).ToBeVisibleAsync();
        await CodePages.EnterAsync(visit, "12345678", "Sign in");
        await visit.ErrorAsync();

        // A member learns by mail that they have a password; nobody gets a code.
        if (who == "member") await server.Mailroom.NoticeAsync(address, "sign-in-with-password");
        Assert.Empty(server.Mailroom.CodeMessages(address, "email"));
    }

    [Fact]
    public async Task Applications_are_told_that_it_is_a_guest_and_from_where()
    {
        var company = await server.AddCompanyAsync(new());
        var address = await Invitations.InviteAsync(server, company, "Roger");
        await using var visit = await Visit.StartAsync(server);
        await Invitations.ProveAsync(visit, address);
        await Invitations.AcceptAsync(visit, company, address);
        await Invitations.LandAsync(visit);

        var request = new ApplicationRequest(server, company, ("claims", """{"id_token":{"user_type":null,"organization":null,"home_organization":null,"preferred_username":null}}"""));
        await visit.OpenAsync(request);
        await visit.ArriveAsync(request);

        var claims = (await request.RedeemAsync()).Claims;
        Assert.Equal("guest", claims.GetProperty("user_type").GetString());
        Assert.Equal(company.Slug, claims.GetProperty("organization").GetString());
        Assert.Equal("yahoo.example", claims.GetProperty("home_organization").GetString());
        Assert.Equal($"{address.Replace('@', '_')}#EXT#@{company.Slug}", claims.GetProperty("preferred_username").GetString());
    }

    private async Task<Invitation> FindAsync(Company company, string address)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return await FindAsync(scope, company, address);
    }

    private static async Task<Invitation> FindAsync(AsyncServiceScope scope, Company company, string address)
    {
        var ct = TestContext.Current.CancellationToken;
        var organization = await scope.ServiceProvider.GetRequiredService<IOrganizationStore>().FindBySlugAsync(company.Slug, ct);
        var found = await scope.ServiceProvider.GetRequiredService<IInvitationStore>().ListAsync(new(organization!.Id) { Search = address }, DateTime.UtcNow, ct);
        return Assert.Single(found.Items).Invitation;
    }

    private async Task ChangeAsync(Company company, string address, Func<Invitation, Invitation> change)
    {
        await using var scope = server.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IInvitationStore>().Update(change(await FindAsync(scope, company, address)));
        await scope.ServiceProvider.GetRequiredService<IdentityServer.SignIn.IUnitOfWork>().SaveAsync(TestContext.Current.CancellationToken);
    }

    private async Task<IReadOnlyList<Membership>> TiesOfAsync(string address)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var account = await AccountOfAsync(scope, address);
        return await scope.ServiceProvider.GetRequiredService<IOrganizationStore>().ListMembershipsAsync(account.Id, TestContext.Current.CancellationToken);
    }

    private static async Task<Account> AccountOfAsync(AsyncServiceScope scope, string address) =>
        (await scope.ServiceProvider.GetRequiredService<IAccountStore>().FindAsync(AccountIdentifier.Parse(address)!, TestContext.Current.CancellationToken))!;
}
