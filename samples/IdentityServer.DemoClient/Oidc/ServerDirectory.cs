using System.Text.Json;
using Microsoft.Extensions.Options;

namespace IdentityServer.DemoClient.Oidc;

/// <summary>The server's discovery document and its public keys, fetched when needed and kept for a while.</summary>
internal sealed class ServerDirectory(HttpClient http, IOptions<DemoOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan Keep = TimeSpan.FromMinutes(10);

    private (ServerMetadata Metadata, DateTimeOffset FetchedAt)? _metadata;
    private (IReadOnlyList<JsonElement> Keys, DateTimeOffset FetchedAt)? _keys;

    public async Task<Result<ServerMetadata>> GetMetadataAsync(CancellationToken ct)
    {
        if (_metadata is { } known && IsFresh(known.FetchedAt)) return known.Metadata;

        var fetched = await FetchAsync<ServerMetadata>(options.Value.Authority + "/.well-known/openid-configuration", ct);
        if (!fetched.Succeeded) return fetched.Problem;

        // Discovery §4.3: otherwise one server could speak for another.
        if (fetched.Value.Issuer != options.Value.Authority)
            return new Problem(Problem.BadMetadata, $"The document of {options.Value.Authority} names the issuer {fetched.Value.Issuer}.");

        _metadata = (fetched.Value, clock.GetUtcNow());
        return fetched.Value;
    }

    /// <summary>The key of that id; the set is fetched again when it is not known, because keys rotate.</summary>
    public async Task<Result<JsonWebKey>> FindKeyAsync(string? keyId, CancellationToken ct)
    {
        if (_keys is { } known && IsFresh(known.FetchedAt) && JsonWebKey.Find(known.Keys, keyId) is { } key) return key;

        var metadata = await GetMetadataAsync(ct);
        if (!metadata.Succeeded) return metadata.Problem;
        var fetched = await FetchAsync<JsonDocument>(metadata.Value.JwksUri, ct);
        if (!fetched.Succeeded) return fetched.Problem;
        if (!fetched.Value.RootElement.TryGetProperty("keys", out var keys) || keys.ValueKind != JsonValueKind.Array)
            return new Problem(Problem.BadMetadata, "The key set holds no keys.");

        _keys = ([.. keys.EnumerateArray()], clock.GetUtcNow());
        return JsonWebKey.Find(_keys.Value.Keys, keyId) is { } found ? found : new Problem(Problem.BadIdToken, $"No key of the server has the id {keyId}.");
    }

    private async Task<Result<T>> FetchAsync<T>(string address, CancellationToken ct)
        where T : class
    {
        try
        {
            return await http.GetFromJsonAsync<T>(address, ct) is { } value ? value : new Problem(Problem.BadMetadata, $"{address} is empty.");
        }
        catch (HttpRequestException exception)
        {
            return new Problem(Problem.Unreachable, $"{address}: {exception.Message}");
        }
        catch (JsonException exception)
        {
            return new Problem(Problem.BadMetadata, $"{address}: {exception.Message}");
        }
        catch (TaskCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Problem(Problem.Unreachable, $"{address} did not answer in time.");
        }
    }

    private bool IsFresh(DateTimeOffset fetchedAt) => clock.GetUtcNow() - fetchedAt < Keep;
}
