using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace IdentityServer.Messaging.Senders;

/// <summary>What a provider's HTTP answer means for a message: taken, to be tried again, or refused for good.</summary>
internal static class ProviderAnswer
{
    private const int MaxBytes = 16 * 1024;

    /// <summary>Returns the body of an answer that takes the message.</summary>
    /// <param name="reason">Finds the provider's own words in its JSON; null where they aren't there.</param>
    /// <exception cref="MessageRefusedException">A client error: the same request would fail again.</exception>
    /// <exception cref="HttpRequestException">Anything else: to be tried again.</exception>
    internal static async Task<string> ReadAsync(HttpResponseMessage response, string provider, Func<JsonElement, string?> reason, CancellationToken ct)
    {
        var body = await ReadBodyAsync(response, ct);
        if (response.IsSuccessStatusCode) return body;

        var status = (int)response.StatusCode;
        var why = string.Create(CultureInfo.InvariantCulture, $"{provider} answered {status}: {ReasonOf(body, reason)}");
        throw status is >= 400 and < 500 && response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout)
            ? new MessageRefusedException(why)
            : new HttpRequestException(why);
    }

    /// <summary>A text of a JSON object; null where the body is no object or has no such text.</summary>
    internal static string? TextOf(string body, string name)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind is JsonValueKind.Object && json.RootElement.TryGetProperty(name, out var value) ? value.ToString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string ReasonOf(string body, Func<JsonElement, string?> reason)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind is JsonValueKind.Object && reason(json.RootElement) is { } words) return words;
        }
        catch (JsonException)
        {
            // A proxy's page, or nothing at all.
        }

        var line = string.Concat(body.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        return line.Length == 0 ? "no reason given" : line;
    }

    /// <summary>Whatever a provider sends, only its beginning is looked at.</summary>
    private static async Task<string> ReadBodyAsync(HttpResponseMessage response, CancellationToken ct)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(ct);
        var buffer = new byte[MaxBytes];
        var length = await stream.ReadAtLeastAsync(buffer, MaxBytes, throwOnEndOfStream: false, ct);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }
}
