using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Extensions;
using Xunit;

namespace IdentityServer.Web.Tests.Support;

/// <summary>One authorization request of an organization's application, and what the application does with the answer.</summary>
internal sealed class ApplicationRequest
{
    private readonly ServerFixture _server;
    private readonly Company _company;
    private readonly string _verifier = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public ApplicationRequest(ServerFixture server, Company company, params (string Name, string Value)[] parameters)
    {
        (_server, _company) = (server, company);
        var all = new Dictionary<string, string>
        {
            ["client_id"] = company.ClientId,
            ["response_type"] = "code",
            ["redirect_uri"] = server.Application.RedirectUri,
            ["scope"] = "openid profile",
            ["state"] = State,
            ["nonce"] = State,
            ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(_verifier))),
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in parameters) all[name] = value;
        Url = server.Origin + "/authorize" + new QueryBuilder(all);
    }

    public string Url { get; }

    public string State { get; } = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(12));

    /// <summary>What the application was told; null if nothing yet.</summary>
    public Callback? Answer => _server.Application.Find(State);

    /// <summary>Exchanges the code, as the application would.</summary>
    public async Task<Tokens> RedeemAsync(string? code = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _server.Origin + "/token");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{_company.ClientId}:{_company.ClientSecret}")));
        request.Content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code ?? Answer!.Code!,
            ["redirect_uri"] = _server.Application.RedirectUri,
            ["code_verifier"] = _verifier,
        });
        using var response = await _server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, body.ToString());
        return new Tokens(body.GetProperty("id_token").GetString()!, body.GetProperty("scope").GetString()!)
        {
            RefreshToken = body.TryGetProperty("refresh_token", out var refresh) ? refresh.GetString() : null,
        };
    }

    /// <summary>The error that a refresh token gets, null if it is good.</summary>
    public async Task<string?> RefreshErrorAsync(string refreshToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _server.Origin + "/token");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{_company.ClientId}:{_company.ClientSecret}")));
        request.Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "refresh_token", ["refresh_token"] = refreshToken });
        using var response = await _server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return response.IsSuccessStatusCode ? null : body.GetProperty("error").GetString();
    }
}

/// <summary>What the application knows of the person in the end.</summary>
internal sealed record Tokens(string IdToken, string Scope)
{
    /// <summary>Null without offline access.</summary>
    public string? RefreshToken { get; init; }

    public JsonElement Claims => JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(IdToken.Split('.')[1]));

    public string Subject => Claims.GetProperty("sub").GetString()!;

    public string Acr => Claims.GetProperty("acr").GetString()!;

    public long AuthTime => Claims.GetProperty("auth_time").GetInt64();

    public IReadOnlyList<string> Amr => [.. Claims.GetProperty("amr").EnumerateArray().Select(value => value.GetString()!)];
}
