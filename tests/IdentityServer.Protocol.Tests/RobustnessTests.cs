using FsCheck;
using FsCheck.Fluent;
using IdentityServer.Protocol.Authorize;
using IdentityServer.Protocol.EndSession;
using IdentityServer.Protocol.Tests.Worlds;

namespace IdentityServer.Protocol.Tests;

/// <summary>Whatever is sent, the answer is one that an RFC knows, and never an exception.</summary>
public sealed class RobustnessTests
{
    private static readonly string[] Names =
    [
        "client_id", "client_secret", "grant_type", "code", "code_verifier", "redirect_uri", "refresh_token", "scope", "resource", "token", "token_type_hint",
        "response_type", "response_mode", "state", "nonce", "prompt", "max_age", "claims", "id_token_hint", "acr_values", "ui_locales", "login_hint",
        "code_challenge", "code_challenge_method", "access_token", "client_assertion", "request", "post_logout_redirect_uri",
    ];

    private static readonly string[] Values =
    [
        "", " ", "portal", "robot", "phone", World.PortalSecret, World.Callback, World.Orders, "authorization_code", "refresh_token", "client_credentials", "openid",
        "openid offline_access", "code", "fragment", "form_post", "S256", Requests.Challenge, Requests.Verifier, "none", "login", "-1", "0", "99999999999999999999",
        "{", "{}", "[]", """{"id_token":{"sub":{"value":1},"acr":null}}""", """{"userinfo":{"\ud800":1}}""", "a.b.c", "e30.e30.e30", "eyJhbGciOiJFUzI1NiIsImtpZCI6IngiLCJ0eXAiOiJhdCtqd3QifQ.e30.AAAA",
        "\0", "\ud800", "\udc00\ud800", "\ufffd", "\r\nSet-Cookie: a=b", "😀", "%00", "%", "+", "<script>alert(1)</script>", new('a', 4_000), new('a', 4_001), new('é', 70_000),
        new(' ', 4_000), new('.', 3_999), "http://127.0.0.1:1/cb", "http://[::1", "https://portal.example/cb\n",
    ];

    private static readonly string?[] Headers =
    [
        null, "", " ", "Basic", "Basic ", "Basic =", "basic cG9ydGFsOng=", Requests.Basic("portal", World.PortalSecret), Requests.Basic("%", "%%%"), Requests.Basic("\0", "\0"),
        "Bearer", "Bearer ", "Bearer  a.b.c", "Bearer " + new string('a', 100_000), "Basic " + new string('A', 3_996), "Basic " + new string('A', 100_000), "DPoP x", "\ud800",
    ];

    private readonly World _world = new();

    [Fact]
    public void Every_endpoint_answers_whatever_parameters_with_an_error_of_the_RFCs() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_500), Prop.ForAll(Forms(), form => AnswersWell(form.Pairs, form.Header)));

    [Fact]
    public async Task A_good_request_survives_any_one_parameter_spoilt()
    {
        foreach (var name in Names)
        {
            foreach (var value in Values)
            {
                var reading = await _world.Authorize.ReadAsync(Requests.Authorization((name, value)), World.Ct);
                AssertSound(reading);
                AssertSound(await _world.Token.HandleAsync(With(Requests.ByRobot(("grant_type", "client_credentials")), name, value), World.Ct));
            }
        }
    }

    [Fact]
    public async Task Thousands_of_parameters_are_refused_quickly()
    {
        var many = Enumerable.Range(0, 100_000).Select(i => new KeyValuePair<string, string>("p" + i, "")).ToList();

        var response = await _world.Token.HandleAsync(new ProtocolRequest { Parameters = many }, World.Ct);

        response.AssertError("invalid_request");
        Assert.IsType<AuthorizeReading.Shown>(await _world.Authorize.ReadAsync(many, World.Ct));
    }

    private static ProtocolRequest With(ProtocolRequest request, string name, string value) =>
        request with { Parameters = [.. request.Parameters.Where(parameter => parameter.Key != name), new(name, value)] };

    private static Arbitrary<(List<KeyValuePair<string, string>> Pairs, string? Header)> Forms()
    {
        var text = ArbMap.Default.GeneratorFor<string?>().Select(value => value ?? "");
        var pair =
            from name in Gen.OneOf(Gen.Elements(Names), text)
            from value in Gen.OneOf(Gen.Elements(Values), Gen.Elements(Values), text)
            select new KeyValuePair<string, string>(name, value);
        var form =
            from pairs in Gen.ListOf(pair)
            from header in Gen.OneOf(Gen.Elements(Headers), text.Select(value => (string?)("Basic " + value)))
            select (pairs.ToList(), header);
        return form.ToArbitrary();
    }

    private bool AnswersWell(List<KeyValuePair<string, string>> pairs, string? header)
    {
        var request = new ProtocolRequest { Parameters = pairs, Authorization = header };
        AssertSound(Now(_world.Token.HandleAsync(request, default)));
        AssertSound(Now(_world.UserInfo.HandleAsync(request, default)));
        AssertSound(Now(_world.Introspection.HandleAsync(request, default)));
        AssertSound(Now(_world.Revocation.HandleAsync(request, default)));
        AssertSound(Now(_world.Authorize.ReadAsync(pairs, default)));
        return Now(_world.EndSession.ReadAsync(pairs, default)) is EndSessionReading.Shown or EndSessionReading.Valid;
    }

    // Over memory every task is finished when it comes back.
    private static T Now<T>(Task<T> task)
    {
        Assert.True(task.IsCompleted);
        return task.GetAwaiter().GetResult();
    }

    private static void AssertSound(ProtocolResponse response)
    {
        Assert.Contains(response.Status, new[] { 200, 400, 401, 403 });
        Assert.Equal("no-store", response.Header("Cache-Control"));
        Assert.All(response.Headers, header => Assert.DoesNotContain(header.Value, c => c is < ' ' or > '~'));
        if (response.Status >= 400 && !response.Body.IsEmpty) Assert.NotEmpty(response.Json().Text("error"));
    }

    private static void AssertSound(AuthorizeReading reading)
    {
        if (reading is not AuthorizeReading.Answered { Answer: var answer }) return;

        Assert.Contains(answer.RedirectUri, new[] { World.Callback, "http://127.0.0.1:1/cb", "com.example.phone:/cb" });
        Assert.DoesNotContain(answer.ToLocation(), c => c is <= ' ' or > '~');
    }
}
