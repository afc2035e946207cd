using System.Text.Json;
using IdentityServer.Protocol.Apis;
using IdentityServer.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Admin;

/// <summary>What belongs to the whole server: signing keys and APIs.</summary>
public sealed class ServerPagesTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory]
    [InlineData("administrator", null, false, false)]
    [InlineData(null, "helpDesk", false, false)]
    [InlineData(null, "auditor", true, false)]
    [InlineData(null, "administrator", true, true)]
    public async Task Are_looked_after_by_those_who_look_after_the_server(string? role, string? serverRole, bool sees, bool changes)
    {
        var company = await server.AddCompanyAsync(new());
        var client = await ConsoleClient.EnterAsync(server, await ConsoleVisits.AddAsync(server, company, role, serverRole));

        foreach (var page in new[] { "/admin/keys", "/admin/apis" }) await ConsoleClient.ReachesAsync(client, page, sees);
        foreach (var page in new[] { "/admin/keys/ES256/rotate", "/admin/keys/ES256/retire", "/admin/apis/new" }) await ConsoleClient.ReachesAsync(client, page, changes);
    }

    [Fact]
    public async Task A_rotated_key_is_still_announced_and_a_retired_one_is_not()
    {
        var client = await EnterAsync();
        var first = await KeysAsync();

        await client.OpenAsync("/admin/keys/PS256/rotate");
        await client.PostAsync();
        var rotated = await KeysAsync();
        await client.OpenAsync("/admin/keys/PS256/retire");
        await client.PostAsync();
        var retired = await KeysAsync();

        Assert.Subset(rotated, first);
        Assert.Equal(first.Count + 1, rotated.Count);
        Assert.Single(retired);
        Assert.DoesNotContain(retired.Single(), rotated);
    }

    [Fact]
    public async Task An_api_is_made_and_changed_and_its_secret_is_shown_once()
    {
        var client = await EnterAsync();
        var (resource, scope) = ($"https://{Guid.NewGuid():N}.example", $"read.{Guid.NewGuid():N}");

        await client.OpenAsync("/admin/apis/new");
        await client.PostAsync(("Draft.Resource", resource), ("Draft.Name", "Orders"), ("Draft.Scopes", $"{scope} Read orders"));
        var made = await FindAsync(resource);
        Assert.Equal((scope, "Read orders"), (Assert.Single(made!.Scopes).Name, made.Scopes[0].DisplayName));

        await client.OpenAsync("/admin/apis/new");
        await client.PostAsync(("Draft.Resource", $"{resource}/2"), ("Draft.Name", "Orders"), ("Draft.Scopes", scope));
        Assert.Contains("is there already.", client.Html, StringComparison.Ordinal);
        Assert.Null(await FindAsync($"{resource}/2"));

        await client.OpenAsync("/admin/apis");
        var path = $"/admin/apis/{System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(resource))}";
        await client.OpenAsync($"{path}/secret");
        await client.PostAsync();
        Assert.Contains("It is shown this once only.", client.Html, StringComparison.Ordinal);
        Assert.NotNull((await FindAsync(resource))!.SecretHash);
    }

    private async Task<FormClient> EnterAsync() =>
        await ConsoleClient.EnterAsync(server, await ConsoleVisits.AddAsync(server, await server.AddCompanyAsync(new()), "administrator", "administrator"));

    private async Task<HashSet<string>> KeysAsync()
    {
        var json = JsonSerializer.Deserialize<JsonElement>(await server.Http.GetStringAsync(server.Origin + "/jwks", TestContext.Current.CancellationToken));
        return [.. json.GetProperty("keys").EnumerateArray().Where(key => key.GetProperty("alg").GetString() == "PS256").Select(key => key.GetProperty("kid").GetString()!)];
    }

    private async Task<Api?> FindAsync(string resource)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<IApiRegistry>().ListAsync(TestContext.Current.CancellationToken)).FirstOrDefault(api => api.Resource == resource);
    }
}
