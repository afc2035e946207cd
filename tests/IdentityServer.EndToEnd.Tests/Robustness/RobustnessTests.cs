using System.Collections.Concurrent;
using IdentityServer.EndToEnd.Tests.Support;

namespace IdentityServer.EndToEnd.Tests.Robustness;

/// <summary>Every endpoint and every page against what nobody should send: an answer of ours, no fault, no stack trace, all headers.</summary>
public sealed class RobustnessTests(SharedServer shared)
{
    private const string Client = "client_id=web&client_secret=client-secret-of-these-tests";

    private static readonly string[] Endpoints =
    [
        "/token", "/introspect", "/revoke", "/userinfo", "/authorize", "/end-session", "/jwks", "/.well-known/openid-configuration",
        "/.well-known/oauth-authorization-server", "/health/live", "/health/ready", "/nowhere", "/css/site.css/x", "/%00", "/signin/%2e%2e/identify", "/brand/x.css",
    ];

    /// <summary>Read from the source, so that a new page is attacked too.</summary>
    private static readonly string[] Pages =
    [
        .. Directory.EnumerateFiles(Path.Combine(Checkout.Root, "src/IdentityServer.Web"), "*.cshtml", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal))
            .Select(file => (File: file, First: File.ReadLines(file).First()))
            .Where(page => page.First.StartsWith("@page", StringComparison.Ordinal))
            .Select(page => page.First.Split('"').ElementAtOrDefault(1)
                ?? "/" + Path.ChangeExtension(Path.GetRelativePath(Path.Combine(Checkout.Root, "src/IdentityServer.Web"), page.File), null)),
    ];

    [Fact]
    public void Knows_the_pages() => Assert.Contains("/SignIn/Identify", Pages);

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    [InlineData("TRACE")]
    [InlineData("BREW")]
    public Task Withstands_every_method(string method) => AttackAsync(Everywhere().Select(path => new RawRequest(method, path, Body: method is "GET" or "HEAD" or "TRACE" ? null : "")));

    [Fact]
    public Task Withstands_hostile_addresses() => AttackAsync(
        from path in Everywhere()
        from query in HostileValues.All.SelectMany(value => new[] { $"j={value}", $"lang={value}&reason={value}&status={value}&handler={value}", $"{value}={value}&{value}" })
            .Concat(["j=0&j=1", "?", "&&==&", "j[]=1", "handler=SignOut"])
        select new RawRequest("GET", path + "?" + query.Replace("\u00ff\u00fe", "%ff", StringComparison.Ordinal)));

    [Fact]
    public Task Withstands_hostile_headers() => AttackAsync(
        from path in Everywhere()
        from headers in (string[])
        [
            "Cookie: browser=garbage; session=garbage.garbage; kept=..; form=CfDJ8garbage; lang=%00; .AspNetCore.Antiforgery=1\r\n",
            $"Cookie: session={new string('a', 20_000)}\r\n", $"Cookie: {string.Concat(Enumerable.Repeat("a=b; ", 3000))}\r\n", "Cookie: \u00ff\u00fe=\u0080; ===;;;\r\n",
            "Accept-Language: ;;q=zz,\u00ff, *, xx-yy-zz;q=9, " + new string('a', 5000) + "\r\n", "Accept: garbage\r\n", "User-Agent: \u00ff\u00fe\u0001\r\n",
            "Host: evil.example\r\n", "Host: \u00ff\r\n", "Host: a\r\nHost: b\r\n", "Authorization: Bearer\r\n", "Authorization: Basic %%%\r\n", "Authorization: Basic /w==\r\n",
            "Authorization: Basic AAA6AAA=\r\nAuthorization: Bearer x\r\n", $"Authorization: Bearer {new string('a', 20_000)}\r\n", "Authorization: \u00ff\r\n",
            "X-Forwarded-For: garbage, 1.2.3.4\r\nX-Forwarded-Proto: gopher\r\nForwarded: for=\"\r\n", "Origin: null\r\n", "Origin: \u00ff\r\n", "Origin: a\r\nOrigin: b\r\n",
            "Range: bytes=0-0,5-x\r\n", "If-None-Match: \"\r\nIf-Modified-Since: never\r\n", "Expect: 200-maybe\r\n", "Content-Length: -1\r\n", "Transfer-Encoding: nonsense\r\n",
            string.Concat(Enumerable.Range(0, 90).Select(number => $"X-Flood-{number}: 1\r\n")), string.Concat(Enumerable.Range(0, 500).Select(number => $"X-Flood-{number}: 1\r\n")),
            $"X-Flood: {new string('a', 60_000)}\r\n", "Upgrade: h2c\r\nConnection: Upgrade\r\n", ": empty\r\n", "no colon\r\n",
        ]
        select new RawRequest("GET", path, headers));

    [Fact]
    public Task Withstands_hostile_bodies() => AttackAsync(
        from path in Everywhere()
        from attack in (string[][])
        [
            ["", "a=b"], ["Content-Type: application/json\r\n", new string('[', 20_000)], ["Content-Type: text/plain\r\n", "a=b"], ["Content-Type: \u00ff\r\n", "a=b"],
            ["Content-Type: multipart/form-data\r\n", "a=b"], ["Content-Type: multipart/form-data; boundary=x\r\n", "--x\r\nContent-Disposition: form-data; name=\"a"],
            ["Content-Type: multipart/form-data; boundary=" + new string('b', 500) + "\r\n", "--"], ["Content-Type: application/x-www-form-urlencoded; charset=nonsense\r\n", "a=b"],
            ["Content-Type: application/x-www-form-urlencoded; charset=utf-7\r\n", "a=+AD0-"], ["Content-Type: application/x-www-form-urlencoded; charset=utf-16\r\n", "a=b"],
            [RawRequest.Form, "\u0000\u0001\u00ff\u00fe\u0080"], [RawRequest.Form, "a=\u00ff\u00fe"], [RawRequest.Form, "%ED%A0%80=%ED%A0%80&%00=%00"], [RawRequest.Form, "&&&===%%%"],
            [RawRequest.Form, string.Concat(Enumerable.Range(0, 5000).Select(number => $"f{number}=1&"))], [RawRequest.Form, "a=" + new string('a', 60_000)],
            [RawRequest.Form, new string('k', 20_000) + "=1"], [RawRequest.Form, "grant_type=a&grant_type=b&token=a&token=b&client_id=a&client_id=b"],
            [RawRequest.Form + "Content-Encoding: gzip\r\n", "\u001f\u008b\u0000"], [RawRequest.Form + "Transfer-Encoding: chunked\r\n", "zz\r\nnonsense\r\n"],
            [RawRequest.Form + "Transfer-Encoding: chunked\r\n", "ffffffffffffffff\r\n"], [RawRequest.Form, "__RequestVerificationToken=%00&__RequestVerificationToken=x&handler=%00"],
        ]
        select new RawRequest("POST", path, attack[0], attack[1]));

    [Fact]
    public Task Withstands_a_megabyte() => AttackAsync(
        from path in Everywhere()
        from size in (int[])[1_000_000, 1_100_000]
        select new RawRequest("POST", path, RawRequest.Form, "a=" + new string('a', size)));

    [Fact]
    public Task Withstands_hostile_parameters_of_an_application() => AttackAsync(
        from name in (string[])
        [
            "client_id", "redirect_uri", "response_type", "scope", "state", "nonce", "code_challenge", "code_challenge_method", "response_mode", "prompt", "max_age", "login_hint",
            "id_token_hint", "ui_locales", "acr_values", "claims", "display", "domain_hint", "request", "request_uri", "registration", "resource", "id_token", "post_logout_redirect_uri", "logout_hint",
        ]
        from value in HostileValues.All
        from request in (RawRequest[])
        [
            new("GET", $"/authorize?{Sound(name)}&{name}={Escaped(value)}"), new("GET", $"/authorize?{Sound("")}&{name}={Escaped(value)}"),
            new("POST", "/authorize", RawRequest.Form, $"{Sound(name)}&{name}={value}"), new("GET", $"/end-session?{name}={Escaped(value)}"),
            new("POST", "/end-session", RawRequest.Form, $"client_id=web&{name}={value}"),
        ]
        select request);

    [Fact]
    public Task Withstands_hostile_parameters_of_a_known_client() => AttackAsync(
        from name in (string[])
        [
            "grant_type", "code", "redirect_uri", "code_verifier", "refresh_token", "scope", "resource", "client_id", "client_secret", "token", "token_type_hint", "access_token",
            "client_assertion", "client_assertion_type", "audience",
        ]
        from value in HostileValues.All
        from request in (RawRequest[])
        [
            new("POST", "/token", RawRequest.Form, $"grant_type=authorization_code&code=x&{Client}&{name}={value}"), new("POST", "/token", RawRequest.Form, $"{Client}&{name}={value}"),
            new("POST", "/token", RawRequest.Form + Basic, $"grant_type=client_credentials&{name}={value}"), new("POST", "/token", RawRequest.Form + Basic, $"grant_type=refresh_token&{name}={value}"),
            new("POST", "/introspect", RawRequest.Form + Basic, $"{name}={value}"), new("POST", "/revoke", RawRequest.Form + Basic, $"{name}={value}"),
            new("POST", "/userinfo", RawRequest.Form, $"{name}={value}"), new("GET", "/userinfo", $"Authorization: Bearer {value.Replace("\r\n", "", StringComparison.Ordinal)}\r\n"),
        ]
        select request);

    private static string Basic => "Authorization: " + Application.Basic("machine", Population.ClientSecret) + "\r\n";

    private static IEnumerable<string> Everywhere() => Endpoints.Concat(Pages.Select(page => page.ToLowerInvariant()));

    // An address can't hold bytes beyond ASCII: those go to the bodies.
    private static string Escaped(string value) => value.Replace("\u00ff\u00fe", "%ff%fe", StringComparison.Ordinal);

    private static string Sound(string without) => string.Join('&', new[]
    {
        ("client_id", "web"), ("redirect_uri", Uri.EscapeDataString(Population.Callback)), ("response_type", "code"), ("scope", "openid"),
        ("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"), ("code_challenge_method", "S256"),
    }.Where(pair => pair.Item1 != without).Select(pair => $"{pair.Item1}={pair.Item2}"));

    private async Task AttackAsync(IEnumerable<RawRequest> requests)
    {
        var complaints = new ConcurrentBag<Complaint>();
        await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (request, _) =>
        {
            if (Complaint.About(request, await RawHttp.SendAsync(shared.Server, request)) is { } complaint) complaints.Add(complaint);
        });

        var kinds = complaints.GroupBy(complaint => complaint.Kind).OrderBy(kind => kind.Key).Select(kind => $"{kind.Count()} × {kind.Key}, such as {kind.First().Request}");
        Assert.True(complaints.IsEmpty, $"{string.Join('\n', kinds)}\n{shared.Server.Faults}");
    }
}
