using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using IdentityServer.Protocol.Clients;
using IdentityServer.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Admin;

/// <summary>Applications in the console: who may look after which, and what comes of it at the token endpoint.</summary>
public sealed partial class ApplicationPagesTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    public static TheoryData<string?, string?, bool, bool, bool, bool> Roles => new()
    {
        // Role, held over the server; sees and changes the company's; sees and changes another company's.
        { null, null, false, false, false, false },
        { "helpDesk", null, false, false, false, false },
        { "auditor", null, true, false, false, false },
        { "administrator", null, true, true, false, false },
        { null, "helpDesk", false, false, false, false },
        { null, "auditor", true, false, true, false },
        { null, "administrator", true, true, true, true },
    };

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task Nobody_gets_further_than_their_role(string? role, string? serverRole, bool sees, bool changes, bool seesOthers, bool changesOthers)
    {
        var (company, elsewhere) = (await server.AddCompanyAsync(new()), await server.AddCompanyAsync(new()));
        var client = await EnterAsync(await ConsoleVisits.AddAsync(server, company, role, serverRole));

        await ReachesAsync(client, "/admin/applications", sees);
        await ReachesAsync(client, "/admin/applications/new", changes);
        foreach (var (of, seen, changed) in new[] { (company, sees, changes), (elsewhere, seesOthers, changesOthers) })
        {
            var sheet = $"/admin/applications/{of.ClientId}";
            await ReachesAsync(client, sheet, seen);
            await ReachesAsync(client, $"{sheet}/settings", seen);
            foreach (var page in new[] { "edit", "secret", "disable", "enable", "delete" }) await ReachesAsync(client, $"{sheet}/{page}", changed);
        }
    }

    [Fact]
    public async Task The_list_holds_what_lies_in_reach_and_fits_the_search()
    {
        var (company, elsewhere) = (await server.AddCompanyAsync(new()), await server.AddCompanyAsync(new()));
        var client = await EnterAsync(await ConsoleVisits.AddAsync(server, company));

        await client.OpenAsync("/admin/applications");
        Assert.Contains($"/admin/applications/{company.ClientId}\"", client.Html, StringComparison.Ordinal);
        Assert.DoesNotContain($"/admin/applications/{elsewhere.ClientId}\"", client.Html, StringComparison.Ordinal);

        await client.OpenAsync("/admin/applications?q=nothing+of+the+kind");
        Assert.DoesNotContain($"/admin/applications/{company.ClientId}\"", client.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_application_gets_tokens_with_the_secret_that_was_shown_once()
    {
        var company = await server.AddCompanyAsync(new());
        var client = await EnterAsync(await ConsoleVisits.AddAsync(server, company));
        var id = $"robot-{Guid.NewGuid():N}";

        await client.OpenAsync("/admin/applications/new?kind=Machine");
        await client.PostAsync(("Draft.Kind", "Machine"), ("Draft.Name", "Robot"), ("Draft.ClientId", id), ("Draft.Organization", company.Slug));
        var secret = Secret().Match(client.Html).Groups[1].Value;

        Assert.Equal(200, await AuthenticateAsync(id, secret));
        await client.OpenAsync($"/admin/applications/{id}");
        Assert.DoesNotContain(secret, client.Html, StringComparison.Ordinal);
        Assert.Contains("Last use:", client.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_secrets_are_good_until_one_is_revoked_and_no_third_is_made()
    {
        var company = await server.AddCompanyAsync(new());
        var client = await EnterAsync(await ConsoleVisits.AddAsync(server, company));
        var sheet = $"/admin/applications/{company.ClientId}";

        await client.OpenAsync($"{sheet}/secret");
        await client.PostAsync(("Days", "90"));
        var secret = Secret().Match(client.Html).Groups[1].Value;
        Assert.Equal((200, 200), (await AuthenticateAsync(company.ClientId, company.ClientSecret), await AuthenticateAsync(company.ClientId, secret)));
        Assert.Equal("404", (await client.OpenAsync($"{sheet}/secret")).Statuses);

        await client.OpenAsync(sheet);
        await client.OpenAsync(client.LinkTo($"{sheet}/secrets/"));
        await client.PostAsync();

        Assert.Equal((401, 200), (await AuthenticateAsync(company.ClientId, company.ClientSecret), await AuthenticateAsync(company.ClientId, secret)));
    }

    [Fact]
    public async Task What_is_wrong_is_said_next_to_its_field_and_nothing_is_saved()
    {
        var company = await server.AddCompanyAsync(new());
        var client = await EnterAsync(await ConsoleVisits.AddAsync(server, company));
        var before = await FindAsync(company.ClientId);

        await client.OpenAsync($"/admin/applications/{company.ClientId}/edit");
        await client.PostAsync(("Draft.Version", $"{before!.Version}"), ("Draft.Name", "Desk"), ("Draft.RedirectUris", "http://desk.example/cb"), ("Draft.AccessTokenLifetime", "5"));

        Assert.Contains("id=\"Draft_RedirectUris-error\"", client.Html, StringComparison.Ordinal);
        Assert.Contains("Give 60 to 86400 seconds.", client.Html, StringComparison.Ordinal);
        Assert.Equivalent(before, await FindAsync(company.ClientId), strict: true);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("administrator", true)]
    public async Task What_an_application_may_do_in_an_administrators_name_is_given_by_those_who_look_after_the_server(string? serverRole, bool isGiven)
    {
        const string Scope = "identity.accounts.write";
        var company = await server.AddCompanyAsync(new());
        var client = await EnterAsync(await ConsoleVisits.AddAsync(server, company, serverRole: serverRole));
        var before = await FindAsync(company.ClientId);

        await client.OpenAsync($"/admin/applications/{company.ClientId}/edit");
        await client.PostAsync(("Draft.Version", $"{before!.Version}"), ("Draft.Name", "Desk"), ("Draft.RedirectUris", before.RedirectUris[0]), ("Draft.Scopes", "openid"), ("Draft.Scopes", Scope));

        Assert.Equal(isGiven, (await FindAsync(company.ClientId))!.Scopes.Contains(Scope));
    }

    [Fact]
    public async Task A_change_based_on_an_older_state_is_not_saved_over_a_newer_one()
    {
        var company = await server.AddCompanyAsync(new());
        var client = await EnterAsync(await ConsoleVisits.AddAsync(server, company));
        var before = await FindAsync(company.ClientId);
        (string, string)[] FormOf(string name) =>
            [("Draft.Version", $"{before!.Version}"), ("Draft.Name", name), ("Draft.RedirectUris", before.RedirectUris[0]), ("Draft.RequirePkce", "true")];

        await client.OpenAsync($"/admin/applications/{company.ClientId}/edit");
        Assert.StartsWith("303", (await client.PostAsync(FormOf("First"))).Statuses, StringComparison.Ordinal);
        await client.OpenAsync($"/admin/applications/{company.ClientId}/edit");
        await client.PostAsync(FormOf("Second"));

        Assert.Contains("Somebody else has changed this application meanwhile.", client.Html, StringComparison.Ordinal);
        Assert.Equal("First", (await FindAsync(company.ClientId))!.ClientName);
    }

    [Fact]
    public async Task An_application_that_is_switched_off_gets_nothing_until_it_is_switched_on()
    {
        var company = await server.AddCompanyAsync(new());
        var client = await EnterAsync(await ConsoleVisits.AddAsync(server, company));

        await client.OpenAsync($"/admin/applications/{company.ClientId}/disable");
        await client.PostAsync();
        Assert.Equal(401, await AuthenticateAsync(company.ClientId, company.ClientSecret));

        await client.OpenAsync($"/admin/applications/{company.ClientId}/enable");
        await client.PostAsync();
        Assert.Equal(200, await AuthenticateAsync(company.ClientId, company.ClientSecret));
    }

    [Fact]
    public async Task A_deleted_application_is_gone_with_what_it_held()
    {
        var (company, person) = await AddWithPersonAsync();
        await using var visit = await Visit.StartAsync(server);
        var request = await visit.EnterAsync(company, person, ("scope", "openid offline_access"));
        var held = (await request.RedeemAsync()).RefreshToken!;
        var client = await EnterAsync(await ConsoleVisits.AddAsync(server, company));

        await client.OpenAsync($"/admin/applications/{company.ClientId}/delete");
        await client.PostAsync();

        Assert.Null(await FindAsync(company.ClientId));
        Assert.Equal("invalid_client", await request.RefreshErrorAsync(held));
    }

    private async Task<(Company Company, Person Person)> AddWithPersonAsync()
    {
        var company = await server.AddCompanyAsync(new());
        return (company, await server.AddPersonAsync(company));
    }

    private Task<FormClient> EnterAsync(Person person) => ConsoleClient.EnterAsync(server, person);

    private static Task ReachesAsync(FormClient client, string path, bool reaches) => ConsoleClient.ReachesAsync(client, path, reaches);

    /// <summary>Asks about a token that nobody has: what is answered is whether the application is believed.</summary>
    private async Task<int> AuthenticateAsync(string clientId, string secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Origin + "/revoke");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{clientId}:{secret}")));
        request.Content = new FormUrlEncodedContent([new("token", "none")]);
        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)response.StatusCode;
    }

    private Task<Client?> FindAsync(string clientId) => server.Services.GetRequiredService<IClientDirectory>().FindAsync(clientId, TestContext.Current.CancellationToken);

    [GeneratedRegex("data-copy=\"([A-Za-z0-9_-]{43})\"")]
    private static partial Regex Secret();
}
