using IdentityServer.Web.Tests.Support;
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

    private static async Task<Tokens> RedeemedAsync(Visit visit, ApplicationRequest request)
    {
        Assert.Null((await visit.ArriveAsync(request)).Error);
        return await request.RedeemAsync();
    }
}
