using IdentityServer.SignIn.Accounts;
using IdentityServer.Web.Tests.Support;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Person = IdentityServer.Web.Tests.Support.Person;

namespace IdentityServer.Web.Tests.Browser.Admin;

/// <summary>Every page of the console as every role: about one's own organization, about another one, about somebody who may do more.</summary>
public sealed class RoleMatrixTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Member = "a member", Administrator = "an administrator", Stranger = "another organization's member";

    // Role, held over the server; then whose account may be seen, changed and helped.
    public static TheoryData<string?, string?, string, string, string> Roles => new()
    {
        { null, null, "", "", "" },
        { "helpDesk", null, $"{Member},{Administrator}", "", Member },
        { "auditor", null, $"{Member},{Administrator}", "", "" },
        { "administrator", null, $"{Member},{Administrator}", $"{Member},{Administrator}", $"{Member},{Administrator}" },
        { null, "helpDesk", $"{Member},{Administrator},{Stranger}", "", $"{Member},{Stranger}" },
        { null, "auditor", $"{Member},{Administrator},{Stranger}", "", "" },
        { null, "administrator", $"{Member},{Administrator},{Stranger}", $"{Member},{Administrator},{Stranger}", $"{Member},{Administrator},{Stranger}" },
    };

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task Nobody_gets_further_than_their_role(string? role, string? serverRole, string seen, string changed, string helped)
    {
        var (company, elsewhere) = (await server.AddCompanyAsync(new()), await server.AddCompanyAsync(new()));
        var subjects = new Dictionary<string, Guid>
        {
            [Member] = await IdOfAsync(await server.AddPersonAsync(company)),
            [Administrator] = await IdOfAsync(await ConsoleVisits.AddAsync(server, company)),
            [Stranger] = await IdOfAsync(await server.AddPersonAsync(elsewhere)),
        };
        var client = await EnterAsync(await ConsoleVisits.AddAsync(server, company, role, serverRole, "Claude Roy"));

        foreach (var (who, id) in subjects)
        {
            var sheet = $"/admin/accounts/{id:N}";
            await ReachesAsync(client, sheet, seen.Contains(who, StringComparison.Ordinal));
            await ReachesAsync(client, $"{sheet}/edit", changed.Contains(who, StringComparison.Ordinal));
            foreach (var act in new[] { "reset", "sign-out", "lock", "unlock", "pass" }) await ReachesAsync(client, $"{sheet}/{act}", helped.Contains(who, StringComparison.Ordinal));
        }

        var reads = (role ?? serverRole) is "auditor" or "administrator";
        foreach (var log in new[] { "sign-ins", "audit", "messages" }) await ReachesAsync(client, $"/admin/logs/{log}", reads);
        await ReachesAsync(client, "/admin/organizations", reads);
        await ReachesAsync(client, $"/admin/organizations/{company.Slug}/policy", reads);
        await ReachesAsync(client, $"/admin/organizations/{elsewhere.Slug}/policy", reads && serverRole is not null);
        await ReachesAsync(client, "/admin", seen.Length > 0);
        await ReachesAsync(client, "/admin/accounts", seen.Length > 0);
        await ReachesAsync(client, "/admin/accounts/new", changed.Length > 0);
    }

    [Fact]
    public async Task Every_page_of_the_console_says_who_may_open_it()
    {
        var loader = server.Services.GetRequiredService<Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure.PageLoader>();
        var open = new List<string>();
        foreach (var page in server.Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items.OfType<PageActionDescriptor>())
        {
            if (!page.RelativePath.StartsWith("/Admin/", StringComparison.Ordinal)) continue;

            var loaded = await loader.LoadAsync(page, Microsoft.AspNetCore.Http.EndpointMetadataCollection.Empty);
            if (!loaded.HandlerTypeInfo.GetCustomAttributes(true).Any(attribute => attribute.GetType().Name == "ConsolePageAttribute")) open.Add(page.RelativePath);
        }

        Assert.Empty(open);
    }

    [Fact]
    public async Task Forms_that_somebody_made_up_change_nothing()
    {
        var (company, elsewhere) = (await server.AddCompanyAsync(new()), await server.AddCompanyAsync(new()));
        var (administrator, stranger) = (await ConsoleVisits.AddAsync(server, company), await server.AddPersonAsync(elsewhere));
        var (administratorId, strangerId) = (await IdOfAsync(administrator), await IdOfAsync(stranger));
        var helper = await EnterAsync(await ConsoleVisits.AddAsync(server, company, "helpDesk", fullName: "Claude Roy"));
        var neighbour = await EnterAsync(await ConsoleVisits.AddAsync(server, company, fullName: "Dana Roy"));
        var before = (await FindAsync(administratorId), await FindAsync(strangerId));

        foreach (var act in new[] { "reset", "sign-out", "lock", "unlock", "pass" })
        {
            Assert.Equal("404", (await helper.PostToAsync($"/admin/accounts/{administratorId:N}/{act}", ("Reason", "none"))).Statuses);
            Assert.Equal("404", (await neighbour.PostToAsync($"/admin/accounts/{strangerId:N}/{act}", ("Reason", "none"))).Statuses);
        }

        Assert.Equal("404", (await helper.PostToAsync($"/admin/organizations/{company.Slug}/policy", ("Draft.SkipsAllowed", "9"))).Statuses);
        Assert.Equal("404", (await neighbour.PostToAsync($"/admin/organizations/{elsewhere.Slug}/policy", ("Draft.SkipsAllowed", "9"))).Statuses);
        Assert.Equal("404", (await helper.PostToAsync($"/admin/accounts/{administratorId:N}/edit", ("Draft.UserName", "mine"))).Statuses);
        Assert.Equal("404", (await neighbour.PostToAsync($"/admin/accounts/{strangerId:N}/edit", ("Draft.UserName", "mine"))).Statuses);
        Assert.Equal(before, (await FindAsync(administratorId), await FindAsync(strangerId)));
    }

    [Fact]
    public async Task Nobody_gives_themselves_or_others_a_role_that_they_have_not()
    {
        var company = await server.AddCompanyAsync(new());
        var (administrator, member) = (await ConsoleVisits.AddAsync(server, company), await server.AddPersonAsync(company));
        var id = await IdOfAsync(member);
        var client = await EnterAsync(administrator);
        var version = (await FindAsync(id))!.Version;

        await client.OpenAsync($"/admin/accounts/{id:N}/edit");
        var answer = await client.PostAsync(("Draft.UserName", member.UserName), ("Draft.Email", member.Email), ("Draft.Version", $"{version}"), ("Draft.ServerRoles", "administrator"));

        Assert.StartsWith("303", answer.Statuses, StringComparison.Ordinal);
        Assert.Empty((await FindAsync(id))!.ServerRoles);
        await client.OpenAsync($"/admin/accounts/{id:N}/edit");
        answer = await client.PostAsync(("Draft.UserName", member.UserName), ("Draft.Version", $"{(await FindAsync(id))!.Version}"), ("Draft.Roles", "owner of everything"));
        Assert.Contains("You can only give or take roles that you have yourself.", answer.Html, StringComparison.Ordinal);
    }

    private async Task<FormClient> EnterAsync(Person person)
    {
        var client = new FormClient(server);
        await client.OpenAsync("/security");
        await client.PostAsync(("Identifier", person.Email));
        await client.PostAsync(("Password", person.Password));
        await client.PostAsync(("Code", server.CodeOf(person.TotpSecret!)));
        Assert.Contains("My security info", client.Html, StringComparison.Ordinal);
        return client;
    }

    private static async Task ReachesAsync(FormClient client, string path, bool reaches) =>
        Assert.Equal($"{path}: {(reaches ? 200 : 404)}", $"{path}: {(await client.OpenAsync(path)).Statuses}");

    private async Task<Guid> IdOfAsync(Person person) =>
        (await InScopeAsync(accounts => accounts.FindAsync(AccountIdentifier.Parse(person.Email)!, TestContext.Current.CancellationToken)))!.Id;

    private Task<Account?> FindAsync(Guid id) => InScopeAsync(accounts => accounts.FindAsync(id, TestContext.Current.CancellationToken));

    private async Task<Account?> InScopeAsync(Func<IAccountStore, Task<Account?>> use)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<IAccountStore>());
    }
}
