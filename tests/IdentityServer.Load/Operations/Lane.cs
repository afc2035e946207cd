using System.Text.Json;
using IdentityServer.Load.Http;
using IdentityServer.Load.Server;

namespace IdentityServer.Load.Operations;

/// <summary>One of those who work at the same time: a connection, a browser with a session, and the tokens got so far.</summary>
internal sealed class Lane : IDisposable
{
    // RFC 7636 appendix B.
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private readonly int _number;

    public Lane(int number, int port)
    {
        _number = number;
        Wire = new Wire(port);
        Browser = new Browser(Wire);
    }

    public Wire Wire { get; }

    public Browser Browser { get; }

    public byte[] Request { get; set; } = [];

    public string RefreshToken { get; set; } = "";

    /// <summary>From nothing to tokens, through the pages.</summary>
    public async Task<JsonElement> SignInAsync(string client)
    {
        var page = await ReachPasswordAsync(client);
        var (next, elsewhere) = await Browser.FollowAsync(await Browser.SubmitAsync(page, "Password", Settings.Password));
        if (elsewhere is null) (next, elsewhere) = await Browser.FollowAsync(await Browser.SubmitAsync(next, "stay", "false"));
        return await ExchangeAsync(client, elsewhere ?? throw new LoadException($"The sign-in did not lead back to the application, but here: {next.Body}"));
    }

    /// <summary>A new browser's way to the page that asks for the password.</summary>
    public async Task<Response> ReachPasswordAsync(string client)
    {
        Browser.ForgetCookies();
        var (identify, _) = await Browser.FollowAsync(await Browser.GetAsync(AuthorizeTarget(client)));
        var (password, _) = await Browser.FollowAsync(await Browser.SubmitAsync(identify, "Identifier", Settings.Account(_number)));
        return password;
    }

    /// <summary>With the session of this browser: a code, then tokens.</summary>
    public async Task<JsonElement> AuthorizeAsync(string client) =>
        await ExchangeAsync(client, (await Browser.GetAsync(AuthorizeTarget(client))).Location ?? throw new LoadException("There is no session."));

    public async Task<JsonElement> PostAsync(string target, string form, string client)
    {
        var response = (await Wire.SendAsync(Wire.Post(target, form, Wire.Basic(client, Settings.Secret)))).Expect(200);
        return JsonElement.Parse(response.Body);
    }

    public void Dispose() => Wire.Dispose();

    private static string AuthorizeTarget(string client) =>
        $"/authorize?client_id={client}&response_type=code&redirect_uri={Uri.EscapeDataString(Settings.RedirectUri)}"
        + $"&scope=openid%20profile%20email%20offline_access%20orders.read&state=some-state&nonce=some-nonce&code_challenge={Challenge}&code_challenge_method=S256";

    private async Task<JsonElement> ExchangeAsync(string client, string answer)
    {
        var code = answer.Split("code=", 2) is [_, var rest] ? rest.Split('&', 2)[0] : throw new LoadException($"There is no code in {answer}");
        return await PostAsync(
            "/token", $"grant_type=authorization_code&code={code}&redirect_uri={Uri.EscapeDataString(Settings.RedirectUri)}&code_verifier={Verifier}", client);
    }
}
