using System.Text.Json;
using System.Text.Unicode;

namespace IdentityServer.Protocol.Jose;

/// <summary>JSON from outside: one object, no duplicate members (RFC 7515 §4, RFC 7519 §4), not deep, nothing lenient.</summary>
public static class StrictJson
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>The object, independent of the bytes; null if they are anything else.</summary>
    public static JsonElement? ParseObject(ReadOnlyMemory<byte> utf8)
    {
        // The parser lets bytes that are no text through until someone reads them.
        if (!Utf8.IsValid(utf8.Span)) return null;

        try
        {
            using var document = JsonDocument.Parse(utf8, Options);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The latter: a member whose name is an escaped lone surrogate, met while looking for duplicates.
            return null;
        }
    }

    /// <summary>The string member of this name; null if absent or not a string.</summary>
    public static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? Text(value) : null;

    public static string? Text(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String) return null;

        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // An escaped lone surrogate is valid JSON but no text.
            return null;
        }
    }

    public static long? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;
}
