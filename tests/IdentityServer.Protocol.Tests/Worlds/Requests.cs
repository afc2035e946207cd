using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using IdentityServer.Protocol.Authorize;

namespace IdentityServer.Protocol.Tests.Worlds;

/// <summary>Requests from good defaults, and answers taken apart.</summary>
internal static class Requests
{
    public const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    public const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    /// <summary>The pairs; a null value leaves its pair out.</summary>
    public static List<KeyValuePair<string, string>> Form(params (string Name, string? Value)[] pairs) =>
        [.. pairs.Where(pair => pair.Value is not null).Select(pair => new KeyValuePair<string, string>(pair.Name, pair.Value!))];

    /// <summary>A good authorization request of the portal, changed: a null removes, a new name adds.</summary>
    public static List<KeyValuePair<string, string>> Authorization(params (string Name, string? Value)[] changes)
    {
        var pairs = new List<(string, string?)>
        {
            ("client_id", "portal"), ("redirect_uri", World.Callback), ("response_type", "code"), ("scope", "openid profile offline_access orders.read"),
            ("state", "af0ifjsldkj"), ("nonce", "n-0S6_WzA2Mj"), ("code_challenge", Challenge), ("code_challenge_method", "S256"),
        };
        foreach (var change in changes)
        {
            var index = pairs.FindIndex(pair => pair.Item1 == change.Name);
            if (index >= 0) pairs[index] = change;
            else pairs.Add(change);
        }

        return Form([.. pairs]);
    }

    public static ProtocolRequest ByPortal(params (string Name, string? Value)[] pairs) =>
        new() { Parameters = Form(pairs), Authorization = Basic("portal", World.PortalSecret) };

    public static ProtocolRequest ByRobot(params (string Name, string? Value)[] pairs) =>
        new() { Parameters = Form([("client_id", "robot"), ("client_secret", World.PortalSecret), .. pairs]) };

    public static ProtocolRequest ByApi(params (string Name, string? Value)[] pairs) =>
        new() { Parameters = Form(pairs), Authorization = Basic(Uri.EscapeDataString(World.Orders), World.ApiSecret) };

    public static ProtocolRequest Bearer(string token) => new() { Parameters = [], Authorization = "Bearer " + token };

    public static string Basic(string id, string secret) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}"));

    public static async Task<AuthorizeRequest> ReadAsync(this World world, params (string Name, string? Value)[] changes) =>
        Assert.IsType<AuthorizeReading.Valid>(await world.Authorize.ReadAsync(Authorization(changes), World.Ct)).Request;

    /// <summary>The code of a sign-in in which everything asked for was granted.</summary>
    public static async Task<string> GetCodeAsync(this World world, params (string Name, string? Value)[] changes)
    {
        var request = await world.ReadAsync(changes);
        var answer = await world.Authorize.CompleteAsync(request, world.SignedIn, request.Scopes, World.Ct);
        return answer.Parameters.Single(parameter => parameter.Key == "code").Value;
    }

    public static async Task<JsonElement> ExchangeAsync(this World world, string code, params (string Name, string? Value)[] more)
    {
        var response = await world.Token.HandleAsync(ExchangeOf(code, more), World.Ct);
        Assert.Equal(200, response.Status);
        return response.Json();
    }

    public static ProtocolRequest ExchangeOf(string code, params (string Name, string? Value)[] more) =>
        ByPortal([("grant_type", "authorization_code"), ("code", code), ("redirect_uri", World.Callback), ("code_verifier", Verifier), .. more]);

    public static ProtocolRequest RefreshOf(string token, params (string Name, string? Value)[] more) =>
        ByPortal([("grant_type", "refresh_token"), ("refresh_token", token), .. more]);

    public static async Task<JsonElement> SignInAsync(this World world, params (string Name, string? Value)[] changes) =>
        await world.ExchangeAsync(await world.GetCodeAsync(changes));

    public static JsonElement Json(this ProtocolResponse response) => JsonDocument.Parse(response.Body).RootElement;

    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString()!;

    public static string? Header(this ProtocolResponse response, string name) =>
        response.Headers.Where(header => header.Key == name).Select(header => header.Value).SingleOrDefault();

    public static void AssertError(this ProtocolResponse response, string error, int status = 400)
    {
        Assert.Equal(error, response.Json().Text("error"));
        Assert.Equal(status, response.Status);
        Assert.Equal("no-store", response.Header("Cache-Control"));
        Assert.Equal("application/json", response.ContentType);
    }

    public static JsonElement ClaimsOf(string jwt) => JsonDocument.Parse(Base64Url.DecodeFromChars(jwt.Split('.')[1])).RootElement;

    public static JsonElement HeaderOf(string jwt) => JsonDocument.Parse(Base64Url.DecodeFromChars(jwt.Split('.')[0])).RootElement;
}
