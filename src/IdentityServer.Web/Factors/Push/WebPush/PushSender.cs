using System.Net;
using System.Security.Cryptography;
using IdentityServer.Web.Hosting;
using Microsoft.Extensions.Options;

namespace IdentityServer.Web.Factors.Push.WebPush;

/// <summary>Hands one message to a push service (RFC 8030).</summary>
internal sealed class PushSender(
    HttpClient http, PushServices services, VapidKey vapid, ServerSettings settings, IOptions<PushOptions> options, TimeProvider clock)
{
    private const int Tries = 3;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <param name="lifetime">After it the message is worth nothing: nobody keeps or repeats it for longer.</param>
    public async Task<PushOutcome> SendAsync(PushSubscription subscription, ReadOnlyMemory<byte> plaintext, TimeSpan lifetime, CancellationToken ct)
    {
        if (!services.Allows(subscription.Endpoint)) return PushOutcome.Refused;

        var body = MessageEncryption.Encrypt(plaintext.Span, subscription.Key, subscription.Auth);
        for (var attempt = 1; ; attempt++)
        {
            var (outcome, wait) = await TryAsync(new Uri(subscription.Endpoint), body, lifetime, ct);
            if (outcome != PushOutcome.OutOfReach || attempt == Tries) return outcome;

            var pause = wait ?? TimeSpan.FromSeconds(attempt);
            await Task.Delay(pause < LongestWait ? pause : LongestWait, clock, ct);
        }
    }

    private async Task<(PushOutcome Outcome, TimeSpan? Wait)> TryAsync(Uri endpoint, byte[] body, TimeSpan lifetime, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/octet-stream");
        request.Content.Headers.ContentEncoding.Add("aes128gcm");
        request.Headers.Add("TTL", ((int)lifetime.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture));
        request.Headers.Add("Urgency", "high");
        request.Headers.TryAddWithoutValidation("Authorization", vapid.Authorization(endpoint, options.Value.Contact ?? ContactOf(settings), clock.GetUtcNow()));
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            return (OutcomeOf(response.StatusCode), response.Headers.RetryAfter?.Delta);
        }
        catch (Exception fault) when (fault is HttpRequestException or CryptographicException || (fault is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return (PushOutcome.OutOfReach, null);
        }
    }

    private static PushOutcome OutcomeOf(HttpStatusCode status) => status switch
    {
        // RFC 8030 §7.3: the subscription is no more.
        HttpStatusCode.NotFound or HttpStatusCode.Gone => PushOutcome.Gone,
        HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => PushOutcome.OutOfReach,
        >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => PushOutcome.Taken,
        _ => PushOutcome.Refused,
    };

    /// <summary>RFC 8292 §2.1: an https or a mailto address.</summary>
    private static string ContactOf(ServerSettings settings) =>
        settings.Issuer.StartsWith("https://", StringComparison.Ordinal) ? settings.Issuer : "mailto:webmaster@localhost";
}

/// <summary>What a push service said.</summary>
internal enum PushOutcome
{
    /// <summary>It will deliver the message, if it can.</summary>
    Taken,

    /// <summary>There is no such subscription any more.</summary>
    Gone,

    /// <summary>It doesn't take this message, or may not be asked.</summary>
    Refused,

    /// <summary>It didn't answer, or was too busy, several times.</summary>
    OutOfReach,
}
