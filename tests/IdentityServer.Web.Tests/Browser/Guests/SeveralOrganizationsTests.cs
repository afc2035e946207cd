using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Tests.Browser.Passkeys;
using IdentityServer.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Guests;

/// <summary>One account in several organizations: which one is meant, and what is trusted.</summary>
public sealed class SeveralOrganizationsTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task An_application_without_an_owner_asks_a_guest_of_several_which_one()
    {
        var (first, second) = (await server.AddCompanyAsync(new()), await server.AddCompanyAsync(new()));
        var address = await Invitations.InviteAsync(server, first, "Roger");
        await using var visit = await Visit.StartAsync(server);
        await Invitations.ProveAsync(visit, address);
        await Invitations.AcceptAsync(visit, first, address);
        await Invitations.LandAsync(visit);
        var shared = await Invitations.AddOwnerlessAsync(server, first);

        // One organization only: nobody is asked.
        var request = new ApplicationRequest(server, shared);
        await visit.OpenAsync(request);
        Assert.Null((await visit.ArriveAsync(request)).Error);

        await Invitations.InviteAsync(server, second, "Roger", address);
        var invited = new ApplicationRequest(server, second);
        await visit.OpenAsync(invited);
        await Invitations.AcceptAsync(visit, second, address);
        Assert.Null((await visit.ArriveAsync(invited)).Error);

        var ambiguous = new ApplicationRequest(server, shared);
        await visit.OpenAsync(ambiguous);
        await visit.SeesAsync("Choose an organization");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = second.Name }).ClickAsync();
        Assert.Null((await visit.ArriveAsync(ambiguous)).Error);

        // Asked once for this application, until they ask to choose again, or the way there is closed.
        var again = new ApplicationRequest(server, shared, ("prompt", "none"));
        await visit.OpenAsync(again);
        Assert.Null((await visit.ArriveAsync(again)).Error);
        var choosing = new ApplicationRequest(server, shared, ("prompt", "select_account"));
        await visit.OpenAsync(choosing);
        await visit.SeesAsync("Pick an account");
        await visit.Page.GetByRole(AriaRole.Button, new() { NameRegex = Labels.Part(address) }).First.ClickAsync();
        await visit.SeesAsync("Choose an organization");

        var hinted = new ApplicationRequest(server, shared, ("domain_hint", first.Slug + ".example"));
        await visit.OpenAsync(hinted);
        Assert.Null((await visit.ArriveAsync(hinted)).Error);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task What_was_shown_at_home_is_enough_where_it_is_trusted(bool isTrusted)
    {
        var home = await server.AddCompanyAsync(new());
        var host = await server.AddCompanyAsync(new() { SecondFactor = "required" });
        await server.ApplyAsync(new
        {
            organizations = new[]
            {
                new { slug = host.Slug, displayName = host.Name, policy = new { allowedMethods = new[] { "sms", "passkey" }, guests = new { trust = new { strength = isTrusted ? "mfa" : "none" } } } },
            },
        });
        var member = await server.AddPersonAsync(home, withApp: true);
        await Invitations.InviteAsync(server, host, "Pauline", member.Email);
        await using var visit = await Visit.StartAsync(server);
        await visit.EnterAsync(home, member);

        var request = new ApplicationRequest(server, host);
        await visit.OpenAsync(request);
        await visit.SeesAsync("Permissions requested by {0}", host.Name);
        await visit.PressAsync("Accept");
        await visit.SeesAsync("Pick an account");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = member.Email }).ClickAsync();

        // The app is no method of the host's: without trust the guest has to set up one that is.
        if (isTrusted) Assert.Equal("mfa", (await RedeemedAsync(visit, request)).Acr);
        else await visit.SeesAsync("More information required");
    }

    [Fact]
    public async Task A_choice_is_good_for_as_long_as_the_tie_is_open()
    {
        var (first, second) = (await server.AddCompanyAsync(new()), await server.AddCompanyAsync(new()));
        var third = await server.AddCompanyAsync(new());
        var address = await Invitations.InviteAsync(server, first, "Roger");
        await using var visit = await Visit.StartAsync(server);
        await Invitations.ProveAsync(visit, address);
        await Invitations.AcceptAsync(visit, first, address);
        await Invitations.LandAsync(visit);
        foreach (var company in new[] { second, third })
        {
            await Invitations.InviteAsync(server, company, "Roger", address);
            await visit.OpenAsync(new ApplicationRequest(server, company));
            await Invitations.AcceptAsync(visit, company, address);
        }

        var shared = await Invitations.AddOwnerlessAsync(server, first);
        var request = new ApplicationRequest(server, shared);
        await visit.OpenAsync(request);
        await visit.SeesAsync("Choose an organization");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = second.Name }).ClickAsync();
        await visit.ArriveAsync(request);
        await visit.Page.GotoAsync(server.Origin + "/security/organizations");
        await visit.FollowAsync("Leave this organization: {0}", second.Name);
        await visit.PressAsync("Leave this organization");
        await Assertions.Expect(visit.Words("You left the organization.")).ToBeVisibleAsync();

        await visit.OpenAsync(new ApplicationRequest(server, shared));

        await visit.SeesAsync("Choose an organization");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = second.Name })).ToHaveCountAsync(0);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_passkey_leads_to_the_organization_that_the_application_hints_at(bool isHinted)
    {
        var (home, other) = (await server.AddCompanyAsync(new() { SecondFactor = "required", RequiredMethods = ["passkey"] }), await server.AddCompanyAsync(new()));
        var person = await server.AddPersonAsync(home);
        await server.ApplyAsync(new
        {
            accounts = new[] { new { userName = person.UserName, organization = home.Slug, memberships = new[] { new { organization = other.Slug, kind = "member" } } } },
        });
        await using var visit = await Visit.StartAsync(server);
        await PasskeyWalk.WithoutAutofillAsync(visit);
        await VirtualAuthenticator.PlugInAsync(visit);
        await PasskeyWalk.EnrollAsync(visit, home, person);
        var shared = await Invitations.AddOwnerlessAsync(server, home);

        var request = new ApplicationRequest(server, shared, ("prompt", "login"), ("domain_hint", (isHinted ? other.Slug : "nowhere") + ".example"));
        await visit.OpenAsync(request);
        await visit.PressAsync("Sign in with a passkey or security key");
        Assert.Null((await visit.ArriveAsync(request)).Error);

        Assert.Equal(isHinted ? other.Slug : home.Slug, await PlaceAsync(person.Email));
    }

    /// <summary>Where the latest sign-in led.</summary>
    private async Task<string> PlaceAsync(string address)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var scope = server.Services.CreateAsyncScope();
        var account = await scope.ServiceProvider.GetRequiredService<IAccountStore>().FindAsync(AccountIdentifier.Parse(address)!, ct);
        var latest = (await scope.ServiceProvider.GetRequiredService<IAuditReader>().ListAsync(account!.Id, [AuditEvents.SignedIn], DateTime.UnixEpoch, 0, 1, ct))[0];
        return (await scope.ServiceProvider.GetRequiredService<IOrganizationStore>().FindAsync(latest.OrganizationId!.Value, ct))!.Slug;
    }

    private static async Task<Tokens> RedeemedAsync(Visit visit, ApplicationRequest request)
    {
        Assert.Null((await visit.ArriveAsync(request)).Error);
        return await request.RedeemAsync();
    }
}
