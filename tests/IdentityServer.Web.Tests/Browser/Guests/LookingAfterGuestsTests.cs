using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Guests;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;
using Person = IdentityServer.Web.Tests.Support.Person;

namespace IdentityServer.Web.Tests.Browser.Guests;

/// <summary>Guests as their administrators see and change them.</summary>
public sealed class LookingAfterGuestsTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Whoever_is_reset_redeems_again_and_is_the_same_account()
    {
        var company = await server.AddCompanyAsync(new());
        var address = await Invitations.InviteAsync(server, company, "Roger");
        await using var guest = await Visit.StartAsync(server);
        await Invitations.ProveAsync(guest, address);
        await Invitations.AcceptAsync(guest, company, address);
        await Invitations.LandAsync(guest);
        var (id, sub) = (await AccountOfAsync(address), await SubjectAsync(guest, company));
        await using var visit = await EnterAsync(company);

        await OpenGuestAsync(visit, company, "Roger");
        await visit.FollowAsync("Reset redemption");
        await visit.PressAsync("Reset redemption");
        await Assertions.Expect(visit.Words("A new invitation is on its way.")).ToBeVisibleAsync();

        // Signed out at once, and let in again only by the new link.
        await guest.Page.GotoAsync(server.Origin + "/security");
        await guest.SeesAsync("Sign in");
        await UntilAsync(() => server.Mailroom.Notices(address, "invitation").Count == 2);
        await using var again = await Visit.StartAsync(server);
        await Invitations.OpenAsync(again, server.Mailroom.Notices(address, "invitation")[^1]);
        await OpenGuestAsync(visit, company, "Roger");
        await Assertions.Expect(visit.Words("Has to redeem again")).ToBeVisibleAsync();
        await again.PressAsync("Send code");
        await Invitations.EnterCodeAsync(again, address, count: 2);
        await Invitations.AcceptAsync(again, company, address);
        await Invitations.LandAsync(again);

        Assert.Equal((id, sub), (await AccountOfAsync(address), await SubjectAsync(again, company)));
        await OpenGuestAsync(visit, company, "Roger");
        await Assertions.Expect(visit.Words("Active guest")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_reset_whose_account_has_another_address_by_now_says_so_and_opens_no_second_account()
    {
        var company = await server.AddCompanyAsync(new());
        var address = await Invitations.InviteAsync(server, company, "Roger");
        await using var guest = await Visit.StartAsync(server);
        await Invitations.ProveAsync(guest, address);
        await Invitations.AcceptAsync(guest, company, address);
        await Invitations.LandAsync(guest);
        await using var visit = await EnterAsync(company);
        await OpenGuestAsync(visit, company, "Roger");
        await visit.FollowAsync("Reset redemption");
        await visit.PressAsync("Reset redemption");
        await UntilAsync(() => server.Mailroom.Notices(address, "invitation").Count == 2);
        var (link, moved) = (server.Mailroom.Notices(address, "invitation")[^1], InvitingVisits.NewAddress());
        await MoveAsync(address, moved);

        // By the link, and by plain sign-in with the old address.
        await using var again = await Visit.StartAsync(server);
        await Invitations.OpenAsync(again, link);
        await again.SeesAsync("Your account has another address now");
        await Assertions.Expect(again.Button("Send code")).ToHaveCountAsync(0);
        await Invitations.AskForCodeAsync(again, new ApplicationRequest(server, company), address);
        await again.SeesAsync("Enter code");

        // Reset once more, it goes to the new address, and the account is the same.
        await OpenGuestAsync(visit, company, "Roger");
        await visit.FollowAsync("Reset redemption");
        await visit.PressAsync("Reset redemption");
        await Assertions.Expect(visit.Words("A new invitation is on its way.")).ToBeVisibleAsync();
        await Invitations.OpenAsync(again, link);
        await again.SeesAsync("This invitation was withdrawn");
        await using var last = await Visit.StartAsync(server);
        await Invitations.ProveAsync(last, moved);
        await Invitations.AcceptAsync(last, company, moved);
        await Invitations.LandAsync(last);
        Assert.Null(await FindAsync(address));
        Assert.Single(server.Mailroom.Notices(address, "guest-code"));
        await OpenGuestAsync(visit, company, "Roger");
        await Assertions.Expect(visit.Words("Active guest")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Access_ends_when_and_a_sponsor_answers_as_the_administrator_says()
    {
        var company = await server.AddCompanyAsync(new());
        var (guest, colleague) = (await AddGuestAsync(company), await server.AddPersonAsync(company, "Claude Roy"));
        var administrator = await InvitingVisits.AddAdministratorAsync(server, company);
        await using var visit = await InvitingVisits.EnterAsync(server, company, administrator);

        await OpenGuestAsync(visit, company, guest.FullName);
        await visit.TypeAsync("Address of the sponsor (optional)", guest.Email);
        await visit.PressAsync("Save");
        Assert.Contains($"This is no active member of {company.Name}.", await visit.ErrorAsync(), StringComparison.Ordinal);
        await visit.TypeAsync("Address of the sponsor (optional)", colleague.Email);
        var end = server.Clock.GetUtcNow().UtcDateTime.Date.AddDays(10);
        await visit.TypeAsync("Guest until (empty: without end)", $"{end:yyyy-MM-dd}");
        await visit.PressAsync("Save");

        await Assertions.Expect(visit.Words("Your change is saved.")).ToBeVisibleAsync();
        var (id, sponsor) = (await AccountOfAsync(guest.Email), await AccountOfAsync(colleague.Email));
        Assert.Equal([(AuditEvents.GuestChanged, $"{id:N} access until {end.AddDays(1):yyyy-MM-dd}, sponsor {sponsor:N}")], await InvitingVisits.WrittenAsync(server, administrator, company));
        Assert.Equal(colleague.Email, await visit.Field("Address of the sponsor (optional)").InputValueAsync());
        Assert.Equal($"{end:yyyy-MM-dd}", await visit.Field("Guest until (empty: without end)").InputValueAsync());
        await visit.Page.GotoAsync($"{server.Origin}/guests/{company.Slug}/people?review=true");
        await Assertions.Expect(visit.Words("Access ends soon or has ended")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_day_that_has_passed_is_refused_beside_its_field_and_one_that_stands_there_is_not()
    {
        var company = await server.AddCompanyAsync(new());
        var (guest, colleague) = (await AddGuestAsync(company), await server.AddPersonAsync(company, "Claude Roy"));
        await using var visit = await EnterAsync(company);
        await OpenGuestAsync(visit, company, guest.FullName);

        var yesterday = server.Clock.GetUtcNow().UtcDateTime.Date.AddDays(-1);
        await visit.TypeAsync("Guest until (empty: without end)", $"{yesterday:yyyy-MM-dd}");
        await visit.PressAsync("Save");
        Assert.Contains("Enter a day to come.", await visit.ErrorAsync(), StringComparison.Ordinal);
        await Assertions.Expect(visit.Field("Guest until (empty: without end)")).ToHaveAttributeAsync("aria-invalid", "true");

        await EndAccessAsync(company, guest, yesterday);
        await OpenGuestAsync(visit, company, guest.FullName);
        await visit.TypeAsync("Address of the sponsor (optional)", colleague.Email);
        await visit.PressAsync("Save");

        await Assertions.Expect(visit.Words("Your change is saved.")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Words("Ended")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Whoever_is_removed_is_no_guest_any_more()
    {
        var company = await server.AddCompanyAsync(new());
        var (guest, administrator) = (await AddGuestAsync(company), await InvitingVisits.AddAdministratorAsync(server, company));
        await using var visit = await InvitingVisits.EnterAsync(server, company, administrator);

        await OpenGuestAsync(visit, company, guest.FullName);
        await visit.FollowAsync("Remove guest");
        await visit.PressAsync("Remove guest");

        await Assertions.Expect(visit.Words("Nobody is a guest here yet. Invite somebody.")).ToBeVisibleAsync();
        Assert.Equal([(AuditEvents.GuestChanged, $"{await AccountOfAsync(guest.Email):N} removed")], await InvitingVisits.WrittenAsync(server, administrator, company));
        await using var entering = await Visit.StartAsync(server);
        await entering.OpenAsync(new ApplicationRequest(server, company));
        await entering.SignInAsync(guest);
        await entering.SeesAsync("You can't open this application");
    }

    [Fact]
    public async Task A_member_who_may_invite_sees_no_guests_and_nobody_sees_those_of_others()
    {
        var (company, other) = (await server.AddCompanyAsync(new() { InvitedBy = "members" }), await server.AddCompanyAsync(new()));
        var guest = await AddGuestAsync(company);
        var id = await AccountOfAsync(guest.Email);
        await using var member = await InvitingVisits.EnterAsync(server, company, await server.AddPersonAsync(company));
        await using var stranger = await InvitingVisits.EnterAsync(server, other, await InvitingVisits.AddAdministratorAsync(server, other));

        foreach (var page in new[] { "", $"/{id:N}", $"/{id:N}/remove", $"/{id:N}/reset" })
        {
            Assert.Equal(404, (await member.Page.GotoAsync($"{server.Origin}/guests/{company.Slug}/people{page}"))!.Status);
            Assert.Equal(404, (await stranger.Page.GotoAsync($"{server.Origin}/guests/{company.Slug}/people{page}"))!.Status);
            if (page.Length > 0) Assert.Equal(404, (await stranger.Page.GotoAsync($"{server.Origin}/guests/{other.Slug}/people{page}"))!.Status);
        }
    }

    private async Task<Visit> EnterAsync(Company company) =>
        await InvitingVisits.EnterAsync(server, company, await InvitingVisits.AddAdministratorAsync(server, company));

    private static async Task OpenGuestAsync(Visit visit, Company company, string name)
    {
        await visit.Page.GotoAsync($"{visit.Server.Origin}/guests/{company.Slug}/people");
        await visit.FollowAsync(name);
        await visit.SeesAsync(name);
    }

    /// <summary>Somebody with a home elsewhere.</summary>
    private async Task<Person> AddGuestAsync(Company company)
    {
        var home = await server.AddCompanyAsync(new());
        var person = await server.AddPersonAsync(home, "Roger Langlois");
        await server.ApplyAsync(new
        {
            accounts = new[] { new { userName = person.UserName, organization = home.Slug, memberships = new[] { new { organization = company.Slug, kind = "guest" } } } },
        });
        return person;
    }

    /// <summary>As whom the application knows the guest.</summary>
    private async Task<string> SubjectAsync(Visit visit, Company company)
    {
        var request = new ApplicationRequest(server, company);
        await visit.OpenAsync(request);
        await visit.ArriveAsync(request);
        return (await request.RedeemAsync()).Subject;
    }

    /// <summary>The account gets another address.</summary>
    private async Task MoveAsync(string address, string moved)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var scope = server.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<IAccountStore>();
        accounts.Update((await accounts.FindAsync(AccountIdentifier.Parse(address)!, ct))! with { Email = moved, UserName = moved });
        Assert.IsType<SaveOutcome.Saved>(await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().SaveAsync(ct));
    }

    private async Task<Guid> AccountOfAsync(string address) => (await FindAsync(address))!.Id;

    private async Task<Account?> FindAsync(string address)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IAccountStore>().FindAsync(AccountIdentifier.Parse(address)!, TestContext.Current.CancellationToken);
    }

    private async Task EndAccessAsync(Company company, Person guest, DateTime endsUtc)
    {
        var (ct, id) = (TestContext.Current.CancellationToken, await AccountOfAsync(guest.Email));
        await using var scope = server.Services.CreateAsyncScope();
        var organization = await scope.ServiceProvider.GetRequiredService<IOrganizationStore>().FindBySlugAsync(company.Slug, ct);
        scope.ServiceProvider.GetRequiredService<IGuestTieStore>().Oversee(id, organization!.Id, endsUtc, null);
        Assert.IsType<SaveOutcome.Saved>(await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().SaveAsync(ct));
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
