using System.Net;
using System.Security.Cryptography.X509Certificates;
using IdentityServer.Web.Tests.Support;
using Xunit;

namespace IdentityServer.Web.Tests.Browser.Factors;

/// <summary>The listener that asks for certificates does nothing else, and nothing else does what it does.</summary>
public sealed class CertificatePlaceTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, InlineData("/"), InlineData("/signin/identify"), InlineData("/authorize"), InlineData("/css/site.css"), InlineData("/.well-known/openid-configuration"),
        InlineData("/certificate/"), InlineData("/certificate/x"), InlineData("/health/live")]
    public async Task The_listener_serves_nothing_but_its_one_path(string path)
    {
        using var http = Client(null);

        using var response = await http.GetAsync(server.CertificateOrigin + path, Ct);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(0, response.Content.Headers.ContentLength ?? 0);
    }

    [Fact]
    public async Task A_request_that_nobody_made_leads_to_a_page_that_says_so()
    {
        using var certificate = TestIssuer.CreateRoot().Issue(new());
        using var http = Client(certificate);

        using var response = await http.GetAsync($"{server.CertificateOrigin}/certificate/{Guid.NewGuid():N}", Ct);

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Equal(server.Origin + "/signin/trouble", response.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Nothing_is_presented_anywhere_else_whatever_the_headers_say()
    {
        using var certificate = TestIssuer.CreateRoot().Issue(new());
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{server.Origin}/certificate/{Guid.NewGuid():N}");
        request.Headers.Host = new Uri(server.CertificateOrigin).Authority;
        request.Headers.Add("Client-Cert", $":{Convert.ToBase64String(certificate.RawData)}:");

        using var response = await server.Http.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task A_stranger_who_writes_the_header_at_the_listener_has_presented_nothing()
    {
        var company = await server.AddCompanyAsync(new() { SecondFactor = "off" });
        var issuer = TestIssuer.CreateRoot();
        await server.TrustAsync(company, issuer);
        var person = await server.AddPersonAsync(company);
        using var certificate = issuer.Issue(new() { PrincipalNames = [person.Email] });
        await using var visit = await Visit.StartAsync(server);
        await visit.Page.RouteAsync(server.CertificateOrigin + "/**", route => route.ContinueAsync(new()
        {
            Headers = route.Request.Headers.Append(new("client-cert", $":{Convert.ToBase64String(certificate.RawData)}:")),
        }));

        await CertificateVisits.PresentAsync(visit, company);

        Assert.Contains("presented no certificate", await visit.ErrorAsync(), StringComparison.Ordinal);
    }

    private static HttpClient Client(X509Certificate2? certificate)
    {
        var handler = new HttpClientHandler
        {
            AllowAutoRedirect = false,
            ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
            ClientCertificateOptions = ClientCertificateOption.Manual,
        };
        if (certificate is not null) handler.ClientCertificates.Add(certificate);
        return new HttpClient(handler);
    }
}
