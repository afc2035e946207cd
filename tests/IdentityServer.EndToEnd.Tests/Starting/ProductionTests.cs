using System.Net;
using System.Security.Cryptography;
using IdentityServer.EndToEnd.Tests.Support;
using IdentityServer.TestSupport;

namespace IdentityServer.EndToEnd.Tests.Starting;

/// <summary>The server outside Development: behind a proxy that ends TLS, with senders that reach people, and without anything of the demo.</summary>
public sealed class ProductionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Answers_over_https_as_a_known_proxy_says_and_nothing_but_health_over_http()
    {
        using var database = await (await TestCluster.SharedAsync()).CreateEmptyAsync();
        await using var server = await ServerProcess.StartAsync(Setup(database));
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });

        var plain = await http.GetAsync(server.At("/.well-known/openid-configuration"), TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, server.At("/.well-known/openid-configuration"));
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Host = "id.example.org";
        var forwarded = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, plain.StatusCode);
        Assert.Contains("https only", await plain.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, forwarded.StatusCode);
        Assert.Contains("max-age", forwarded.Headers.GetValues("Strict-Transport-Security").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_demo_data()
    {
        using var database = await (await TestCluster.SharedAsync()).CreateEmptyAsync();

        var (code, _, errors) = await ServerProcess.RunAsync(Setup(database), ["apply", Path.Combine(Checkout.Root, "samples", "demo.json")]);

        Assert.Equal(1, code);
        Assert.Contains("holds demo data", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Issues_a_temporary_access_pass_from_the_command_line()
    {
        using var database = await (await TestCluster.SharedAsync()).CreateEmptyAsync();
        var file = Path.Combine(_folder.Path, "first.json");
        await File.WriteAllTextAsync(
            file,
            """{ "organizations": [{ "slug": "nova", "displayName": "Nova" }], "accounts": [{ "userName": "ada", "email": "ada@nova.example", "organization": "nova" }] }""",
            TestContext.Current.CancellationToken);
        var (applied, _, problems) = await ServerProcess.RunAsync(Setup(database), ["apply", file]);
        Assert.True(applied == 0, problems);

        var good = await ServerProcess.RunAsync(Setup(database), ["issue-pass", "ada", "--reason", "first administrator", "--length", "20"]);
        var nobody = await ServerProcess.RunAsync(Setup(database), ["issue-pass", "bob", "--reason", "first administrator"]);
        var noReason = await ServerProcess.RunAsync(Setup(database), ["issue-pass", "ada"]);

        Assert.Equal((0, 20), (good.ExitCode, good.Output.Trim().Length));
        Assert.Equal((1, "There is no active account bob."), (nobody.ExitCode, nobody.Errors.Trim()));
        Assert.Equal((1, "A reason is needed, of at most 200 characters."), (noReason.ExitCode, noReason.Errors.Trim()));
    }

    private ServerSetup Setup(TestDatabase database) => new()
    {
        DataDirectory = Path.Combine(_folder.Path, "data"),
        ConnectionString = database.ConnectionString,
        EnvironmentName = "Production",
        Issuer = "https://id.example.org",
        More = new Dictionary<string, string>
        {
            ["Encryption__Key"] = Key,
            ["Proxies__Known__0"] = "127.0.0.1",
            ["Proxies__Known__1"] = "::1",
            ["Messages__FromAddress"] = "no-reply@id.example.org",
            ["Messages__Email__Sender"] = "smtp",
            ["Messages__Smtp__Host"] = "mail.example.org",
            ["Messages__Smtp__UserName"] = "mailer",
            ["Messages__Smtp__Password"] = "secret",
        },
    };

    private static readonly string Key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
}
