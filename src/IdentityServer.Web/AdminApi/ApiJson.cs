using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace IdentityServer.Web.AdminApi;

/// <summary>How the API reads and writes JSON: camelCase, nothing unknown, nothing twice, times in UTC.</summary>
internal static class ApiJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    private static readonly JsonDocumentOptions Whole = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <summary>The body, or the sentence that says what is wrong with it.</summary>
    public static async Task<(T? Body, string? Problem)> ReadAsync<T>(HttpRequest request, CancellationToken ct)
        where T : class
    {
        if (!request.HasJsonContentType() && request.ContentType?.StartsWith("application/merge-patch+json", StringComparison.OrdinalIgnoreCase) != true) return (null, "Send JSON.");

        try
        {
            // RFC 8259 §8.1: JSON is UTF-8, whatever a charset says.
            using var document = await JsonDocument.ParseAsync(request.Body, Whole, ct);
            return document.Deserialize<T>(Options) is { } body ? (body, null) : (null, "The body is empty.");
        }
        catch (JsonException e)
        {
            return (null, $"The body can't be read: {e.Path ?? "$"}.");
        }
    }

    /// <summary>What is there with the patch applied (RFC 7396), read back as what it is.</summary>
    public static (T? Patched, string? Problem) Merge<T>(T stored, JsonObject patch)
        where T : class
    {
        try
        {
            return (Apply(JsonSerializer.SerializeToNode(stored, Options), patch).Deserialize<T>(Options), null);
        }
        catch (JsonException e)
        {
            return (null, $"The body can't be read: {e.Path ?? "$"}.");
        }
    }

    private static JsonNode? Apply(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject fields) return patch?.DeepClone();

        var merged = target?.DeepClone() as JsonObject ?? [];
        foreach (var (name, value) in fields)
        {
            if (value is null) merged.Remove(name);
            else merged[name] = Apply(merged[name], value);
        }

        return merged;
    }
}
