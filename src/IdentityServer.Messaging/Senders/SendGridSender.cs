using System.Net.Http.Headers;
using System.Text.Json;
using IdentityServer.Messaging.Outbox;

namespace IdentityServer.Messaging.Senders;

/// <summary>E-mail by SendGrid's HTTP API, version 3 (POST /v3/mail/send).</summary>
public sealed class SendGridSender(HttpClient http, SendGridOptions options) : IMessageSender
{
    private readonly Uri _address = new(new Uri(options.Endpoint), "/v3/mail/send");

    public async Task<string?> SendAsync(Message message, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.ApiKey);
        request.Content = new ByteArrayContent(BodyOf(message));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        await ProviderAnswer.ReadAsync(response, "SendGrid", ReasonIn, ct);
        return response.Headers.TryGetValues("X-Message-Id", out var ids) ? $"SendGrid {ids.First()}" : "SendGrid has taken it.";
    }

    private static string? ReasonIn(JsonElement json) =>
        json.TryGetProperty("errors", out var errors) && errors.ValueKind is JsonValueKind.Array
            ? string.Join("; ", errors.EnumerateArray().Select(error => error.ValueKind is JsonValueKind.Object && error.TryGetProperty("message", out var words) ? words.ToString() : "?"))
            : null;

    private static byte[] BodyOf(Message message)
    {
        var from = MailFrom.Parse(message.From);
        return JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
        {
            ["personalizations"] = new[] { new { to = new[] { new { email = message.To } } } },
            ["from"] = new { email = from.Address, name = from.DisplayName },
            ["subject"] = message.Subject,
            // Plain text has to come first.
            ["content"] = Parts(message),
            ["headers"] = new Dictionary<string, string> { ["Auto-Submitted"] = "auto-generated" },
            ["custom_args"] = new { message_id = message.Id.ToString("N") },
            // A link that leads to an account must not pass through somebody else's counter.
            ["tracking_settings"] = new { click_tracking = new { enable = false, enable_text = false }, open_tracking = new { enable = false } },
        });
    }

    private static List<object> Parts(Message message)
    {
        var parts = new List<object> { new { type = "text/plain", value = message.Text } };
        if (message.Html is { } html) parts.Add(new { type = "text/html", value = html });
        return parts;
    }
}

/// <summary>Section "Messages:SendGrid".</summary>
public sealed record SendGridOptions(string ApiKey, string Endpoint)
{
    public const string DefaultEndpoint = "https://api.sendgrid.com";

    /// <summary>Prints no key.</summary>
    public override string ToString() => nameof(SendGridOptions);
}
