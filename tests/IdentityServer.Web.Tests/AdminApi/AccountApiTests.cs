using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Audit;
using IdentityServer.Web.Tests.Browser.Admin;
using IdentityServer.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace IdentityServer.Web.Tests.AdminApi;

/// <summary>/api/accounts, from a program's side.</summary>
public sealed class AccountApiTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Everything = "identity.accounts.read identity.accounts.write identity.accounts.recover";

    [Fact]
    public async Task An_account_lives_through_the_api()
    {
        var company = await server.AddCompanyAsync(new());
        var client = await ApiClient.StartAsync(server, company, Everything);
        var name = $"emilie-{Guid.NewGuid():N}";

        var made = await client.PostAsync("/accounts", new { userName = name, email = $"{name}@{company.Slug}.example", givenName = "Emilie", organization = company.Slug, password = "harbour lantern forty-two" });
        Assert.Equal((201, "Emilie", false), (made.Status, made.Text("givenName"), made.Json.TryGetProperty("password", out var shown) && shown.GetString() is not null));
        var path = $"/accounts/{made.Text("id")}";
        var changed = await client.SendAsync(HttpMethod.Patch, path, new { familyName = "Roy", secondFactor = true, givenName = (string?)null }, made.ETag, "application/merge-patch+json");
        Assert.Equal((200, "Roy", true, null), (changed.Status, changed.Text("familyName"), changed.Json.GetProperty("secondFactor").GetBoolean(), changed.Json.GetProperty("givenName").GetString()));
        Assert.NotEqual(made.ETag, changed.ETag);
        var found = await client.GetAsync($"/accounts?q={name}&pageSize=5");
        Assert.Equal((1, name), (found.Json.GetProperty("total").GetInt32(), found.Json.GetProperty("items")[0].GetProperty("userName").GetString()));

        Assert.Equal(204, (await client.PostAsync($"{path}/lock")).Status);
        Assert.Equal("locked", (await client.GetAsync(path)).Text("state"));
        Assert.Equal(204, (await client.PostAsync($"{path}/unlock")).Status);
        var pass = await client.PostAsync($"{path}/temporary-access-passes", new { reason = "new starter", length = 20 });
        Assert.Equal((201, 20), (pass.Status, pass.Text("pass").Length));
        Assert.Contains((await client.GetAsync($"{path}/methods")).Json.EnumerateArray(), method => method.GetProperty("kind").GetString() == "temporaryAccessPass");
        Assert.Equal(204, (await client.PostAsync($"{path}/reset-methods")).Status);
        Assert.DoesNotContain((await client.GetAsync($"{path}/methods")).Json.EnumerateArray(), method => method.GetProperty("kind").GetString() == "temporaryAccessPass");
        var events = await EventsAsync(Guid.Parse(made.Text("id")));
        Assert.Superset(
            new HashSet<string> { AuditEvents.AccountCreated, AuditEvents.AccountChanged, AuditEvents.AccountLocked, AuditEvents.AccountUnlocked, AuditEvents.TemporaryAccessPassIssued, AuditEvents.MethodsReset },
            events.Select(entry => entry.Event).ToHashSet());
        Assert.DoesNotContain(events, entry => entry.Changes?.Contains("harbour", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task An_organizations_program_sees_and_changes_nothing_of_another_one()
    {
        var (company, elsewhere) = (await server.AddCompanyAsync(new()), await server.AddCompanyAsync(new()));
        var stranger = await server.AddPersonAsync(elsewhere);
        var id = await IdOfAsync(stranger.Email);
        var client = await ApiClient.StartAsync(server, company, Everything);

        Assert.Equal(0, (await client.GetAsync($"/accounts?q={stranger.UserName}")).Json.GetProperty("total").GetInt32());
        foreach (var act in new[] { "", "/methods", "/sessions" }) Assert.Equal(404, (await client.GetAsync($"/accounts/{id}{act}")).Status);
        foreach (var act in new[] { "lock", "unlock", "sign-out", "reset-methods" }) Assert.Equal(404, (await client.PostAsync($"/accounts/{id}/{act}")).Status);
        Assert.Equal(404, (await client.PostAsync($"/accounts/{id}/temporary-access-passes", new { reason = "none" })).Status);
        Assert.Equal(404, (await client.SendAsync(HttpMethod.Patch, $"/accounts/{id}", new { familyName = "X" }, "\"0\"")).Status);
        Assert.Equal(400, (await client.PostAsync("/accounts", new { userName = "x", organization = elsewhere.Slug })).Status);
        Assert.Equal(403, (await client.PostAsync("/accounts", new { userName = "x" })).Status);
        Assert.Equal(200, (await (await ApiClient.StartAsync(server, null, Everything)).GetAsync($"/accounts/{id}")).Status);
    }

    [Fact]
    public async Task An_organizations_program_gives_no_rights_over_the_server_and_touches_nobody_who_has_some()
    {
        var company = await server.AddCompanyAsync(new());
        var (member, operates) = (await server.AddPersonAsync(company), await ConsoleVisits.AddAsync(server, company, null, "administrator"));
        var client = await ApiClient.StartAsync(server, company, Everything);
        var (memberPath, operatorPath) = ($"/accounts/{await IdOfAsync(member.Email)}", $"/accounts/{await IdOfAsync(operates.Email)}");

        var refused = await client.SendAsync(HttpMethod.Patch, memberPath, new { serverRoles = new[] { "administrator" } }, (await client.GetAsync(memberPath)).ETag);
        Assert.Equal(422, refused.Status);
        Assert.Equal(["You can only give or take roles that you have yourself."], refused.Errors("serverRoles"));
        Assert.Equal(403, (await client.SendAsync(HttpMethod.Patch, operatorPath, new { password = "a password of mine 99" }, (await client.GetAsync(operatorPath)).ETag)).Status);
        Assert.Equal(403, (await client.PostAsync($"{operatorPath}/reset-methods")).Status);
        Assert.Equal(403, (await client.PostAsync($"{operatorPath}/temporary-access-passes", new { reason = "none" })).Status);
    }

    [Fact]
    public async Task A_token_goes_no_further_than_its_scopes()
    {
        var company = await server.AddCompanyAsync(new());
        var id = await IdOfAsync((await server.AddPersonAsync(company)).Email);
        var reader = await ApiClient.StartAsync(server, company, "identity.accounts.read");

        Assert.Equal(200, (await reader.GetAsync($"/accounts/{id}")).Status);
        var refused = await reader.PostAsync($"/accounts/{id}/lock");
        Assert.Equal(403, refused.Status);
        Assert.Contains("insufficient_scope", refused.Challenge, StringComparison.Ordinal);
        Assert.Contains("identity.accounts.recover", refused.Challenge, StringComparison.Ordinal);
        Assert.Equal(403, (await (await ApiClient.StartAsync(server, company, "identity.logs.read")).GetAsync("/accounts")).Status);
        foreach (var token in new[] { null, "nonsense", "a.b.c" })
        {
            var answer = await new ApiClient(server, token).GetAsync("/accounts");
            Assert.Equal((401, "application/problem+json"), (answer.Status, answer.ContentType));
            Assert.StartsWith("Bearer", answer.Challenge, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_token_for_another_api_opens_nothing_here()
    {
        var company = await server.AddCompanyAsync(new());
        var resource = $"https://{company.Slug}.example/orders";
        await server.ApplyAsync(new { apis = new[] { new { resource, displayName = "Orders", scopes = new[] { new { name = $"{company.Slug}.orders" } } } } });

        Assert.Equal(401, (await (await ApiClient.StartAsync(server, company, $"{company.Slug}.orders")).GetAsync("/accounts")).Status);
    }

    [Fact]
    public async Task Changes_that_cross_do_not_undo_one_another()
    {
        var company = await server.AddCompanyAsync(new());
        var path = $"/accounts/{await IdOfAsync((await server.AddPersonAsync(company)).Email)}";
        var client = await ApiClient.StartAsync(server, company, Everything);
        var tag = (await client.GetAsync(path)).ETag;

        Assert.Equal(428, (await client.SendAsync(HttpMethod.Patch, path, new { initials = "A" })).Status);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => client.SendAsync(HttpMethod.Patch, path, new { initials = $"I{i}" }, tag)));

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.Equal(7, answers.Count(answer => answer.Status == 412));
    }

    [Fact]
    public async Task A_name_that_is_taken_is_refused_by_name_of_the_field_even_in_a_race()
    {
        var company = await server.AddCompanyAsync(new());
        var client = await ApiClient.StartAsync(server, company, Everything);
        var email = $"shared-{Guid.NewGuid():N}@{company.Slug}.example";

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => client.PostAsync("/accounts", new { userName = $"{i}-{Guid.NewGuid():N}", email, organization = company.Slug })));

        Assert.Single(answers, answer => answer.Status == 201);
        Assert.All(answers.Where(answer => answer.Status != 201), answer => Assert.Equal(["This address belongs to another account. Use another one."], answer.Errors("email")));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{ "userName": 7 }""")]
    [InlineData("""{ "usrName": "x" }""")]
    [InlineData("""{ "userName": "x", "userName": "y" }""")]
    [InlineData("null")]
    public async Task What_can_not_be_read_is_the_senders_fault(string body)
    {
        var company = await server.AddCompanyAsync(new());
        var client = await ApiClient.StartAsync(server, company, Everything);

        var answer = await client.PostAsync("/accounts", body);

        Assert.Equal((400, "application/problem+json"), (answer.Status, answer.ContentType));
    }

    [Theory]
    [InlineData("""{ "givenName": "\ud800" }""")]
    [InlineData("""{ "givenName": "\uffff" }""")]
    [InlineData("""{ "givenName": "a\u0000b" }""")]
    [InlineData("""{ "email": "a\u0000b@example.com" }""")]
    [InlineData("""{ "email": "\ud800@example.com" }""")]
    [InlineData("""{ "phone": "\ud800" }""")]
    [InlineData("""{ "userName": "\uffff" }""")]
    [InlineData("""{ "password": "a password \ud800 of mine" }""")]
    [InlineData("""{ "roles": ["\u0000"] }""")]
    [InlineData("""{ "roles": null, "roles": [] }""")]
    [InlineData("""{ "roles": [null] }""")]
    [InlineData("""{ "state": "nothing" }""")]
    [InlineData("""{ "nothing": 1 }""")]
    public async Task A_patch_of_garbage_is_refused_or_harmless(string body)
    {
        var company = await server.AddCompanyAsync(new());
        var path = $"/accounts/{await IdOfAsync((await server.AddPersonAsync(company)).Email)}";
        var client = await ApiClient.StartAsync(server, company, Everything);

        var answer = await client.SendAsync(HttpMethod.Patch, path, body, (await client.GetAsync(path)).ETag);

        Assert.Contains(answer.Status, new[] { 200, 400, 422 });
        Assert.Equal(200, (await client.GetAsync(path)).Status);
    }

    [Theory]
    [InlineData("application/json; charset=nonsense", 422)]
    [InlineData("text/plain", 415)]
    [InlineData("application/json", 413)]
    public async Task A_body_that_is_too_much_or_no_json_is_the_senders_fault(string type, int status)
    {
        var company = await server.AddCompanyAsync(new());
        var client = await ApiClient.StartAsync(server, company, Everything);
        var body = status == 413 ? $"{{ \"userName\": \"{new string('x', 2_000_000)}\" }}" : $"{{ \"userName\": \"\", \"organization\": \"{company.Slug}\" }}";

        using var request = new HttpRequestMessage(HttpMethod.Post, server.Origin + "/api/accounts") { Content = new StringContent(body) };
        request.Content.Headers.Remove("Content-Type");
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        request.Headers.Authorization = client.Authorization;
        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("q=%00")]
    [InlineData("q=%EF%BF%BF")]
    [InlineData("role=%00")]
    [InlineData("role=nothing")]
    [InlineData("organization=%00")]
    [InlineData("page=-1&pageSize=99999999999")]
    [InlineData("page=100000&pageSize=200")]
    public async Task A_question_of_garbage_finds_nobody_or_is_refused(string query)
    {
        var client = await ApiClient.StartAsync(server, await server.AddCompanyAsync(new()), Everything);

        var answer = await client.GetAsync("/accounts?" + query);

        Assert.Contains(answer.Status, new[] { 200, 400 });
    }

    private async Task<IReadOnlyList<AuditEntry>> EventsAsync(Guid accountId)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IAuditReader>().ReadAllAsync(accountId).ToListAsync(TestContext.Current.CancellationToken);
    }

    private async Task<Guid> IdOfAsync(string email)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<IAccountStore>().FindAsync(AccountIdentifier.Parse(email)!, TestContext.Current.CancellationToken))!.Id;
    }
}
