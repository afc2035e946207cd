using System.Net;
using IdentityServer.Web.Tests.Support;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Factors;

/// <summary>A server behind a proxy that takes certificates at a host of its own.</summary>
public sealed class ProxiedServerFixture : IAsyncLifetime
{
    internal const string Place = "https://certificates.example";

    internal ServerFixture Server { get; } = new() { Settings = [$"--CertificateAuthentication:Url={Place}", "--Proxies:Known:0=127.0.0.1", "--Proxies:Known:1=::1"] };

    public ValueTask InitializeAsync() => Server.InitializeAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

/// <summary>What a proxy says is believed from the proxies that are configured, at their host for certificates.</summary>
public sealed class ProxiedCertificateTests(ProxiedServerFixture fixture) : IClassFixture<ProxiedServerFixture>
{
    private readonly ServerFixture _server = fixture.Server;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, InlineData(true), InlineData(false)]
    public async Task The_proxys_word_opens_a_sign_in(bool asPem)
    {
        var company = await _server.AddCompanyAsync(new() { SecondFactor = "off" });
        var issuer = TestIssuer.CreateRoot();
        await _server.TrustAsync(company, issuer);
        var person = await _server.AddPersonAsync(company);
        using var certificate = issuer.Issue(new() { PrincipalNames = [person.Email] });
        var header = asPem ? Uri.EscapeDataString(certificate.ExportCertificatePem()) : $":{Convert.ToBase64String(certificate.RawData)}:";
        await using var visit = await Visit.StartAsync(_server);
        var sentTo = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await visit.Page.RouteAsync(ProxiedServerFixture.Place + "/**", route =>
        {
            sentTo.TrySetResult(route.Request.Url);
            return route.AbortAsync();
        });

        var request = await CertificateVisits.PresentAsync(visit, company);
        using var response = await ForwardAsync(new Uri(await sentTo.Task.WaitAsync(TimeSpan.FromMinutes(1), Ct)), header);
        var tab = await visit.OpenTabAsync();
        await tab.Page.GotoAsync(response.Headers.Location!.ToString());

        await tab.ArriveAsync(request);
        Assert.Equal(["sc"], (await request.RedeemAsync()).Amr);
    }

    [Fact]
    public async Task The_host_for_certificates_serves_nothing_else()
    {
        using var response = await ForwardAsync(new Uri(ProxiedServerFixture.Place + "/signin/identify"), "");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task At_another_host_of_the_proxy_there_is_no_such_path()
    {
        using var response = await ForwardAsync(new Uri($"https://login.example/certificate/{Guid.NewGuid():N}"), "");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private async Task<HttpResponseMessage> ForwardAsync(Uri address, string header)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, _server.Origin + address.PathAndQuery);
        request.Headers.Host = address.Authority;
        request.Headers.TryAddWithoutValidation("Client-Cert", header);
        return await _server.Http.SendAsync(request, Ct);
    }
}
