using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IdentityServer.Messaging.Outbox;

namespace IdentityServer.Messaging.Senders;

/// <summary>Any channel, by a signed POST to an address of the operator's; docs/messages.md tells the receiver what to check.</summary>
public sealed class WebhookSender(HttpClient http, WebhookOptions options, TimeProvider clock) : IMessageSender
{
    public const string TimestampHeader = "X-IdentityServer-Timestamp", SignatureHeader = "X-IdentityServer-Signature", IdHeader = "X-IdentityServer-Message";

    private readonly byte[] _secret = Encoding.UTF8.GetBytes(options.Secret);

    public async Task<string?> SendAsync(Message message, CancellationToken ct)
    {
        var body = BodyOf(message);
        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, options.Url);
        request.Headers.Add(TimestampHeader, timestamp);
        request.Headers.Add(SignatureHeader, "sha256=" + Sign(timestamp, body));
        // The same for every attempt, so that the receiver can tell a repeated one.
        request.Headers.Add(IdHeader, message.Id.ToString("D"));
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        await ProviderAnswer.ReadAsync(response, "The webhook", _ => null, ct);
        return string.Create(CultureInfo.InvariantCulture, $"The webhook answered {(int)response.StatusCode}.");
    }

    /// <summary>HMAC-SHA-256 over the timestamp, a full stop and the body; lower-case hexadecimal.</summary>
    private string Sign(string timestamp, byte[] body)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _secret);
        mac.AppendData(Encoding.ASCII.GetBytes(timestamp + "."));
        mac.AppendData(body);
        return Convert.ToHexStringLower(mac.GetHashAndReset());
    }

    private static byte[] BodyOf(Message message)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream)) MessageJson.Write(json, message);
        return stream.ToArray();
    }
}

/// <summary>Section "Messages:Webhook".</summary>
public sealed record WebhookOptions(Uri Url, string Secret)
{
    /// <summary>Characters of a secret that nobody guesses.</summary>
    public const int MinSecretLength = 32;

    /// <summary>Prints no secret.</summary>
    public override string ToString() => nameof(WebhookOptions);
}
