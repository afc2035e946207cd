using System.Text.Json;
using IdentityServer.EndToEnd.Tests.Support;
using IdentityServer.TestSupport;

namespace IdentityServer.EndToEnd.Tests.Bootstrap;

/// <summary>The commands "apply" and "export", as an operator types them.</summary>
public sealed class ApplyAndExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Population _population = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_one_server_exports_makes_another_that_the_same_people_and_clients_can_use()
    {
        using var first = await EmptyAsync();
        using var second = await EmptyAsync();
        var file = _population.WriteTo(_folder.Path);
        var exported = Path.Combine(_folder.Path, "exported.json");

        Assert.Contains("applied", await RunAsync(first, "apply", file), StringComparison.Ordinal);
        Assert.Contains("nothing to change", await RunAsync(first, "apply", file), StringComparison.Ordinal);
        await RunAsync(first, "export", exported, "--with-secrets");
        Assert.Contains("applied", await RunAsync(second, "apply", exported), StringComparison.Ordinal);
        Assert.Contains("nothing to change", await RunAsync(second, "apply", exported), StringComparison.Ordinal);

        Assert.DoesNotContain(Population.ClientSecret, await File.ReadAllTextAsync(exported, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await using var server = await ServerProcess.StartAsync(Setup(second));
        await AssertPersonSignsInAsync(server);
        await AssertMachineGetsTokenAsync(server);
    }

    private async Task AssertPersonSignsInAsync(ServerProcess server)
    {
        using var browser = new Browser(server);
        using var application = new Application();

        var arrived = await browser.SignInAsync(application.AuthorizeAddress(server), _population.TakeProtected());

        Assert.Equal(200, (await application.RedeemAsync(server, Application.CodeOf(arrived))).Status);
    }

    private static async Task AssertMachineGetsTokenAsync(ServerProcess server)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = Application.Basic("machine", Population.ClientSecret);

        using var answer = await http.PostAsync(server.At("/token"), new FormUrlEncodedContent([new("grant_type", "client_credentials")]));

        var token = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync());
        Assert.Equal("orders.read", token.GetProperty("scope").GetString());
    }

    private static async Task<TestDatabase> EmptyAsync() => await (await TestCluster.SharedAsync()).CreateEmptyAsync();

    private async Task<string> RunAsync(TestDatabase database, params string[] arguments)
    {
        var (code, output, errors) = await ServerProcess.RunAsync(Setup(database), arguments);

        Assert.Equal("", errors);
        Assert.Equal(0, code);
        return output;
    }

    private ServerSetup Setup(TestDatabase database) => new() { DataDirectory = Path.Combine(_folder.Path, "data"), ConnectionString = database.ConnectionString };
}
