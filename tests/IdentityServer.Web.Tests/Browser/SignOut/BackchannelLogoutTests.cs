using System.Buffers.Text;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IdentityServer.Web.SignOut.Backchannel;
using IdentityServer.Web.Tests.Browser.Guests;
using IdentityServer.Web.Tests.Support;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.SignOut;

/// <summary>OpenID Connect Back-Channel Logout 1.0: however a session ends, the applications that it signed in to are told.</summary>
public sealed class BackchannelLogoutTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Signing_out_on_the_front_page_tells_the_application_in_a_token_that_it_can_check()
    {
        var (company, visit, tokens) = await EnterAsync();
        await using var _ = visit;

        await visit.Page.GotoAsync(server.Origin);
        await visit.Page.GetByRole(AriaRole.Button, new() { NameRegex = Labels.Part(visit.Text("Sign out")) }).First.ClickAsync();
        var token = Assert.Single(await ReceivedAsync(company, 1));

        var (header, claims) = await VerifyAsync(token);
        Assert.Equal("logout+jwt", header.GetProperty("typ").GetString());
        Assert.Equal((server.Origin, company.ClientId), (claims.GetProperty("iss").GetString(), claims.GetProperty("aud").GetString()));
        var idToken = PartOf(tokens.IdToken, 1);
        Assert.Equal(idToken.GetProperty("sub").GetString(), claims.GetProperty("sub").GetString());
        Assert.Equal(idToken.GetProperty("sid").GetString(), claims.GetProperty("sid").GetString());
        Assert.Equal("{}", claims.GetProperty("events").GetProperty("http://schemas.openid.net/event/backchannel-logout").GetRawText());
        Assert.InRange(claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64(), 1, 120);
        Assert.NotEmpty(claims.GetProperty("jti").GetString()!);
        Assert.False(claims.TryGetProperty("nonce", out var _));
    }

    [Fact]
    public async Task An_application_that_signs_the_person_out_makes_the_others_know()
    {
        var (company, visit, tokens) = await EnterAsync();
        await using var _ = visit;

        await visit.Page.GotoAsync($"{server.Origin}/end-session?id_token_hint={tokens.IdToken}");

        await VerifyAsync(Assert.Single(await ReceivedAsync(company, 1)));
    }

    [Fact]
    public async Task Signing_out_everywhere_tells_of_each_session()
    {
        var (company, visit, _) = await EnterAsync();
        await using var own = visit;
        await using var other = await Visit.StartAsync(server);
        var person = await server.AddPersonAsync(company);
        await other.EnterAsync(company, person);
        await using var third = await Visit.StartAsync(server);
        await third.EnterAsync(company, person);

        await third.Page.GotoAsync(server.Origin + "/security/sessions");
        await third.PressAsync("Sign out everywhere");

        var sessions = (await ReceivedAsync(company, 2)).Select(token => PartOf(token, 1).GetProperty("sid").GetString());
        Assert.Equal(2, sessions.Distinct().Count());
    }

    [Theory, InlineData("leaves"), InlineData("withdraws"), InlineData("is removed")]
    public async Task A_guest_s_end_at_an_organization_is_told_to_its_applications_alone(string what)
    {
        var home = await server.AddCompanyAsync(new() { BackchannelLogout = true });
        var company = await server.AddCompanyAsync(new() { BackchannelLogout = true });
        var person = await server.AddPersonAsync(home);
        await Invitations.InviteAsync(server, company, "Roger", person.Email);
        await using var visit = await Visit.StartAsync(server);
        await visit.EnterAsync(home, person);
        var request = new ApplicationRequest(server, company);
        await visit.OpenAsync(request);
        await visit.SeesAsync("Permissions requested by {0}", company.Name);
        await visit.PressAsync("Accept");
        await visit.SeesAsync("Pick an account");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = person.Email }).ClickAsync();
        await visit.ArriveAsync(request);
        var sid = PartOf((await request.RedeemAsync()).IdToken!, 1).GetProperty("sid").GetString();

        await EndAsync(visit, company, person, what);

        var (_, claims) = await VerifyAsync(Assert.Single(await ReceivedAsync(company, 1)));
        Assert.Equal((company.ClientId, sid), (claims.GetProperty("aud").GetString(), claims.GetProperty("sid").GetString()));
        Assert.Empty(server.Application.LogoutTokens(home.ClientId));
    }

    [Fact]
    public async Task An_application_that_is_down_is_told_later()
    {
        var (company, visit, tokens) = await EnterAsync();
        await using var _ = visit;
        server.Application.LogoutAnswers[company.ClientId] = 503;
        await visit.Page.GotoAsync($"{server.Origin}/end-session?id_token_hint={tokens.IdToken}");
        var first = Assert.Single(await ReceivedAsync(company, 1));

        server.Application.LogoutAnswers[company.ClientId] = 200;
        server.Clock.Advance(TimeSpan.FromSeconds(31));
        var again = (await ReceivedAsync(company, 2))[1];

        Assert.Equal(PartOf(first, 1).GetProperty("sid").GetString(), PartOf(again, 1).GetProperty("sid").GetString());
        Assert.NotEqual(PartOf(first, 1).GetProperty("jti").GetString(), PartOf(again, 1).GetProperty("jti").GetString());
    }

    [Fact]
    public async Task The_metadata_says_so()
    {
        var metadata = await server.Http.GetFromJsonAsync<JsonElement>(server.Origin + "/.well-known/openid-configuration", TestContext.Current.CancellationToken);

        Assert.True(metadata.GetProperty("backchannel_logout_supported").GetBoolean());
        Assert.True(metadata.GetProperty("backchannel_logout_session_supported").GetBoolean());
    }

    [Theory]
    [InlineData(1, 30)]
    [InlineData(2, 120)]
    [InlineData(3, 480)]
    [InlineData(7, 21_600)]
    public void Waits_longer_each_time(int attempts, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), BackchannelDelivery.PauseAfter(attempts));

    [Fact]
    public async Task Nothing_is_sent_into_the_inner_network_outside_development()
    {
        using var client = new BackchannelClient(Options.Create(new BackchannelOptions()), new ProductionEnvironment());

        var (status, problem) = await client.PostAsync(server.Application.BackchannelLogoutUri("nobody"), "token", TestContext.Current.CancellationToken);

        Assert.Null(status);
        Assert.Contains("inner network", problem, StringComparison.Ordinal);
        Assert.Empty(server.Application.LogoutTokens("nobody"));
    }

    private async Task EndAsync(Visit visit, Company company, Person person, string what)
    {
        if (what == "is removed")
        {
            await using var administrator = await InvitingVisits.EnterAsync(server, company, await InvitingVisits.AddAdministratorAsync(server, company));
            await administrator.Page.GotoAsync($"{server.Origin}/guests/{company.Slug}/people");
            await administrator.FollowAsync(person.FullName);
            await administrator.FollowAsync("Remove guest");
            await administrator.PressAsync("Remove guest");
            return;
        }

        await visit.Page.GotoAsync(server.Origin + "/security/organizations");
        await visit.FollowAsync(what == "leaves" ? "Leave this organization: {0}" : "What you accepted: {0}", company.Name);
        await visit.PressAsync(what == "leaves" ? "Leave this organization" : "Withdraw");
    }

    private async Task<(Company Company, Visit Visit, Tokens Tokens)> EnterAsync()
    {
        var company = await server.AddCompanyAsync(new() { BackchannelLogout = true });
        var person = await server.AddPersonAsync(company);
        var visit = await Visit.StartAsync(server);
        var request = await visit.EnterAsync(company, person);
        return (company, visit, await request.RedeemAsync());
    }

    private async Task<IReadOnlyList<string>> ReceivedAsync(Company company, int count)
    {
        var until = DateTime.UtcNow + Patience;
        while (server.Application.LogoutTokens(company.ClientId).Count < count)
        {
            Assert.True(DateTime.UtcNow < until, $"No logout token number {count} came.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        return server.Application.LogoutTokens(company.ClientId);
    }

    private async Task<(JsonElement Header, JsonElement Claims)> VerifyAsync(string token)
    {
        var parts = token.Split('.');
        var header = PartOf(token, 0);
        var keys = await server.Http.GetFromJsonAsync<JsonElement>(server.Origin + "/jwks", TestContext.Current.CancellationToken);
        var key = keys.GetProperty("keys").EnumerateArray().Single(key => key.GetProperty("kid").GetString() == header.GetProperty("kid").GetString());
        using var ecdsa = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new() { X = Base64Url.DecodeFromChars(key.GetProperty("x").GetString()), Y = Base64Url.DecodeFromChars(key.GetProperty("y").GetString()) },
        });
        Assert.True(ecdsa.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256));
        return (header, PartOf(token, 1));
    }

    private static JsonElement PartOf(string token, int part) => JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(token.Split('.')[part]));

    private sealed class ProductionEnvironment : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = Environments.Production;

        public string ApplicationName { get; set; } = "";

        public string ContentRootPath { get; set; } = "";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
