using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace IdentityServer.EndToEnd.Tests.Support;

/// <summary>The application "web": one sign-in's request, and its calls of the token endpoint, at whichever node.</summary>
internal sealed class Application : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 100 }) { Timeout = 2 * ProgramRun.Patience };
    private readonly string _verifier = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public Application() => _http.DefaultRequestHeaders.Authorization = Basic("web", Population.ClientSecret);

    public static AuthenticationHeaderValue Basic(string id, string secret) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}")));

    public string AuthorizeAddress(ServerProcess server, string more = "") => server.At(
        "/authorize?client_id=web&response_type=code&scope=openid+offline_access&state=xyz&redirect_uri=" + Uri.EscapeDataString(Population.Callback) +
        "&code_challenge_method=S256&code_challenge=" + Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(_verifier))) + more);

    public static string CodeOf(Uri arrived) =>
        System.Web.HttpUtility.ParseQueryString(arrived.Query)["code"] ?? throw new InvalidOperationException($"No code in {arrived}.");

    public Task<TokenAnswer> RedeemAsync(ServerProcess server, string code) => AskAsync(server, new()
    {
        ["grant_type"] = "authorization_code",
        ["code"] = code,
        ["redirect_uri"] = Population.Callback,
        ["code_verifier"] = _verifier,
    });

    public Task<TokenAnswer> RefreshAsync(ServerProcess server, string refreshToken) => AskAsync(server, new()
    {
        ["grant_type"] = "refresh_token",
        ["refresh_token"] = refreshToken,
    });

    public async Task<string> ReadAsync(string address) => await _http.GetStringAsync(address);

    public void Dispose() => _http.Dispose();

    private async Task<TokenAnswer> AskAsync(ServerProcess server, Dictionary<string, string> parameters)
    {
        using var answer = await _http.PostAsync(server.At("/token"), new FormUrlEncodedContent(parameters));
        var body = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(await answer.Content.ReadAsStringAsync())!;
        return new TokenAnswer((int)answer.StatusCode, Text("error"), Text("access_token"), Text("refresh_token"));

        string? Text(string name) => body.TryGetValue(name, out var value) ? value.GetString() : null;
    }
}

internal sealed record TokenAnswer(int Status, string? Error, string? AccessToken, string? RefreshToken);
