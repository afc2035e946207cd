using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using IdentityServer.Web.Tests.Support;
using Xunit;

namespace IdentityServer.Web.Tests.AdminApi;

/// <summary>A program that uses the administration's API.</summary>
internal sealed class ApiClient(ServerFixture server, string? token)
{
    /// <summary>With a token of its own; owned by the organization, or by nobody.</summary>
    public static async Task<ApiClient> StartAsync(ServerFixture server, Company? owner, string scope)
    {
        var (id, secret) = ($"script-{Guid.NewGuid():N}", ServerFixture.NewSecret());
        await server.ApplyAsync(new
        {
            clients = new[] { new { client_id = id, client_name = "Script", client_secret = secret, organization = owner?.Slug, grant_types = new[] { "client_credentials" }, scope } },
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Origin + "/token");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{id}:{secret}")));
        request.Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials" });
        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, body.ToString());
        return new ApiClient(server, body.GetProperty("access_token").GetString());
    }

    public AuthenticationHeaderValue? Authorization => token is null ? null : new AuthenticationHeaderValue("Bearer", token);

    public async Task<ApiAnswer> SendAsync(HttpMethod method, string path, object? body = null, string? ifMatch = null, string? type = null)
    {
        using var request = new HttpRequestMessage(method, server.Origin + "/api" + path);
        request.Headers.Authorization = Authorization;
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (body is not null) request.Content = new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, type ?? "application/json");
        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new ApiAnswer((int)response.StatusCode, text.Length is 0 ? default : JsonDocument.Parse(text).RootElement, response.Headers.ETag?.Tag, response.Content.Headers.ContentType?.MediaType)
        {
            Challenge = response.Headers.WwwAuthenticate.ToString(),
        };
    }

    public Task<ApiAnswer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<ApiAnswer> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, body);
}

/// <summary>What the API answered.</summary>
internal sealed record ApiAnswer(int Status, JsonElement Json, string? ETag, string? ContentType)
{
    public string Challenge { get; init; } = "";

    public string Text(string field) => Json.GetProperty(field).GetString()!;

    public IEnumerable<string> Errors(string field) => Json.GetProperty("errors").GetProperty(field).EnumerateArray().Select(error => error.GetString()!);
}
