using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using IdentityServer.Messaging.Outbox;

namespace IdentityServer.Messaging.Senders;

/// <summary>Text messages and calls by Twilio's HTTP API, version 2010-04-01.</summary>
public sealed class TwilioSender(HttpClient http, TwilioOptions options) : IMessageSender
{
    private readonly string _account = $"{options.Endpoint.TrimEnd('/')}/2010-04-01/Accounts/{Uri.EscapeDataString(options.AccountSid)}";

    private readonly AuthenticationHeaderValue _credentials = new(
        "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.AccountSid}:{options.AuthToken}")));

    public async Task<string?> SendAsync(Message message, CancellationToken ct)
    {
        var (resource, form) = message.Channel == Channel.Voice ? ("Calls", CallOf(message)) : ("Messages", TextOf(message));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{_account}/{resource}.json");
        request.Headers.Authorization = _credentials;
        request.Content = new FormUrlEncodedContent(form);

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        var body = await ProviderAnswer.ReadAsync(response, "Twilio", ReasonIn, ct);
        return $"Twilio {ProviderAnswer.TextOf(body, "sid") ?? "has taken it."}";
    }

    private static string? ReasonIn(JsonElement json) =>
        json.TryGetProperty("message", out var words) ? $"{words}{(json.TryGetProperty("code", out var code) ? $" ({code})" : "")}" : null;

    private Dictionary<string, string> TextOf(Message message)
    {
        var form = new Dictionary<string, string> { ["To"] = message.To, ["Body"] = message.Text };
        if (options.MessagingServiceSid is { } service) form["MessagingServiceSid"] = service;
        else form["From"] = options.From!;
        return form;
    }

    private Dictionary<string, string> CallOf(Message message) => new()
    {
        ["To"] = message.To,
        ["From"] = options.VoiceFrom ?? options.From!,
        ["Twiml"] = Twiml(message),
    };

    /// <summary>The text with a pause between its lines, and all of it once more: the first words often pass while the receiver is raised.</summary>
    private string Twiml(Message message)
    {
        var language = message.Culture == "fr" ? options.FrenchVoice : options.EnglishVoice;
        var lines = message.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var said = lines.Concat(lines).SelectMany(line => new[]
        {
            new XElement("Pause", new XAttribute("length", 1)),
            new XElement("Say", new XAttribute("language", language), line),
        });
        return new XElement("Response", said).ToString(SaveOptions.DisableFormatting);
    }
}

/// <summary>Section "Messages:Twilio".</summary>
public sealed record TwilioOptions(string AccountSid, string AuthToken, string Endpoint)
{
    public const string DefaultEndpoint = "https://api.twilio.com";

    /// <summary>The number that texts and calls come from.</summary>
    public string? From { get; init; }

    /// <summary>Another number for calls.</summary>
    public string? VoiceFrom { get; init; }

    /// <summary>A messaging service that chooses the number of each text.</summary>
    public string? MessagingServiceSid { get; init; }

    public string EnglishVoice { get; init; } = "en-US";

    public string FrenchVoice { get; init; } = "fr-CA";

    /// <summary>Prints no token.</summary>
    public override string ToString() => nameof(TwilioOptions);
}
