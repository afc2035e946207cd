using System.Text.Json;
using IdentityServer.Protocol.Clients;
using IdentityServer.SignIn.Accounts;
using IdentityServer.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Person = IdentityServer.Web.Tests.Support.Person;

namespace IdentityServer.Web.Tests.Browser.Admin;

/// <summary>"Accès logiciels": who may open an application, and what it is told of their roles.</summary>
public sealed class AccessTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Only_people_with_access_enter_and_the_application_is_told_their_roles()
    {
        var company = await server.AddCompanyAsync(new());
        var person = await server.AddPersonAsync(company);
        var administrator = await ConsoleClient.EnterAsync(server, await ConsoleVisits.AddAsync(server, company));
        await ChangeAsync(administrator, company, ("Draft.AssignmentRequired", "true"), ("Draft.Roles", "clerk\nreader"));
        await using (var visit = await Visit.StartAsync(server))
        {
            await visit.OpenAsync(new ApplicationRequest(server, company));
            await visit.SignInAsync(person);
            await visit.SeesAsync("You can't open this application");
        }

        var sheet = $"/admin/accounts/{await IdOfAsync(person):N}";
        await administrator.OpenAsync(sheet);
        await administrator.OpenAsync(administrator.LinkTo($"{sheet}/access/"));
        var answer = await administrator.PostAsync(("IsAssigned", "true"), ("Roles", "clerk"), ("Roles", "emperor"));
        Assert.StartsWith("303", answer.Statuses, StringComparison.Ordinal);

        await using var later = await Visit.StartAsync(server);
        var request = await later.EnterAsync(company, person, ("scope", "openid offline_access"));
        var tokens = await request.RedeemAsync();
        Assert.Equal(["clerk"], tokens.Claims.GetProperty("roles").EnumerateArray().Select(role => role.GetString()));

        await administrator.OpenAsync($"{sheet}/access/{company.ClientId}");
        await administrator.PostAsync(("IsAssigned", "false"));
        Assert.Equal("invalid_grant", await request.RefreshErrorAsync(tokens.RefreshToken!));
    }

    [Fact]
    public async Task An_application_without_roles_is_told_of_none()
    {
        var company = await server.AddCompanyAsync(new());
        await using var visit = await Visit.StartAsync(server);

        var tokens = await (await visit.EnterAsync(company, await server.AddPersonAsync(company))).RedeemAsync();

        Assert.False(tokens.Claims.TryGetProperty("roles", out JsonElement _));
    }

    [Fact]
    public async Task Access_is_given_by_those_who_look_after_the_application_only()
    {
        var (company, elsewhere) = (await server.AddCompanyAsync(new()), await server.AddCompanyAsync(new()));
        var (member, stranger) = (await IdOfAsync(await server.AddPersonAsync(company)), await IdOfAsync(await server.AddPersonAsync(elsewhere)));
        var administrator = await ConsoleClient.EnterAsync(server, await ConsoleVisits.AddAsync(server, company));
        var helper = await ConsoleClient.EnterAsync(server, await ConsoleVisits.AddAsync(server, company, "helpDesk", fullName: "Claude Roy"));

        await ConsoleClient.ReachesAsync(administrator, $"/admin/accounts/{member:N}/access/{company.ClientId}", true);
        await ConsoleClient.ReachesAsync(administrator, $"/admin/accounts/{member:N}/access/{elsewhere.ClientId}", false);
        await ConsoleClient.ReachesAsync(administrator, $"/admin/accounts/{stranger:N}/access/{elsewhere.ClientId}", false);
        await ConsoleClient.ReachesAsync(helper, $"/admin/accounts/{member:N}/access/{company.ClientId}", false);
    }

    private async Task ChangeAsync(FormClient administrator, Company company, params (string, string)[] fields)
    {
        var client = (await server.Services.GetRequiredService<IClientDirectory>().FindAsync(company.ClientId, TestContext.Current.CancellationToken))!;
        await administrator.OpenAsync($"/admin/applications/{company.ClientId}/edit");
        var answer = await administrator.PostAsync(
        [
            ("Draft.Version", $"{client.Version}"), ("Draft.Name", client.ClientName!), ("Draft.RedirectUris", client.RedirectUris[0]), ("Draft.RequirePkce", "true"), ("Draft.StaysSignedIn", "true"),
            ("Draft.AuthorizationCodeLifetime", "600"), .. client.Scopes.Select(scope => ("Draft.Scopes", scope)), .. fields,
        ]);
        Assert.StartsWith("303", answer.Statuses, StringComparison.Ordinal);
    }

    private async Task<Guid> IdOfAsync(Person person)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<IAccountStore>().FindAsync(AccountIdentifier.Parse(person.Email)!, TestContext.Current.CancellationToken))!.Id;
    }
}
