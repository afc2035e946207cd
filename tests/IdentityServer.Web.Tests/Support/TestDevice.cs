using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IdentityServer.Protocol.Jose;
using Xunit;

namespace IdentityServer.Web.Tests.Support;

/// <summary>A device that speaks the authenticator's calls without being a browser, and so can also say what the authenticator never would.</summary>
internal sealed class TestDevice(ServerFixture server) : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string Id => JsonWebKey.Parse(JsonSerializer.SerializeToElement(PublicKey))!.Thumbprint();

    private object PublicKey
    {
        get
        {
            var point = _key.ExportParameters(false).Q;
            return new { kty = "EC", crv = "P-256", x = Base64Url.EncodeToString(point.X), y = Base64Url.EncodeToString(point.Y) };
        }
    }

    /// <summary>The part of a QR code's link that pairs.</summary>
    public static string CodeOf(string link) => link[(link.IndexOf("#pair=", StringComparison.Ordinal) + 6)..];

    public Task<JsonElement> PairAsync(string code, object? subscription = null) =>
        CallAsync("pair", new() { ["code"] = code, ["name"] = "Test device", ["subscription"] = subscription }, new { alg = "ES256", typ = "authenticator+jws", jwk = PublicKey });

    /// <summary>The request that waits; null where there is none.</summary>
    public async Task<JsonElement?> PendingAsync()
    {
        var request = (await CallAsync("pending", [])).GetProperty("request");
        return request.ValueKind == JsonValueKind.Null ? null : request;
    }

    /// <summary>What became of an answer: the outcome or the error.</summary>
    public async Task<string> AnswerAsync(JsonElement request, string decision, string? number = null, string? challenge = null)
    {
        var answer = await CallAsync("answer", new()
        {
            ["id"] = request.GetProperty("id").GetString(),
            ["challenge"] = challenge ?? request.GetProperty("challenge").GetString(),
            ["decision"] = decision,
            ["number"] = number,
        });
        return answer.TryGetProperty("outcome", out var outcome) ? outcome.GetString()! : answer.GetProperty("error").GetString()!;
    }

    public Task<JsonElement> CallAsync(string action, Dictionary<string, object?> claims) =>
        CallAsync(action, claims, new { alg = "ES256", typ = "authenticator+jws", kid = Id });

    /// <summary>The compact JWS of a call, signed by this device.</summary>
    public string Sign(string action, Dictionary<string, object?> claims, object header, string nonce)
    {
        var all = new Dictionary<string, object?>(claims)
        {
            ["aud"] = $"{server.Origin}/authenticator/api/{action}", ["iat"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds(), ["nonce"] = nonce,
        };
        var input = $"{Part(header)}.{Part(all)}";
        return $"{input}.{Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation))}";
    }

    public static async Task<(int Status, JsonElement Json)> SendAsync(ServerFixture server, string action, string body, string contentType = "application/jose")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{server.Origin}/authenticator/api/{action}") { Content = new ByteArrayContent(Encoding.ASCII.GetBytes(body)) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, JsonSerializer.Deserialize<JsonElement>(text));
    }

    public void Dispose() => _key.Dispose();

    private async Task<JsonElement> CallAsync(string action, Dictionary<string, object?> claims, object header)
    {
        var (_, json) = await SendAsync(server, action, Sign(action, claims, header, ""));
        Assert.Equal("use_nonce", json.GetProperty("error").GetString());
        return (await SendAsync(server, action, Sign(action, claims, header, json.GetProperty("nonce").GetString()!))).Json;
    }

    private static string Part(object json) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(json));
}
