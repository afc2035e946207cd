using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IdentityServer.Messaging.Outbox;
using IdentityServer.Messaging.Senders;

namespace IdentityServer.Messaging.Tests.Senders;

public sealed class WebhookSenderTests
{
    private const string Secret = "0123456789abcdef0123456789abcdef";

    private readonly ManualClock _clock = new();

    [Fact]
    public async Task Posts_the_message_with_a_signature_that_its_receiver_can_check()
    {
        await using var server = ProviderServer.Start(_ => new(204, ""));
        var message = Messages.Mail() with { Channel = Channel.Sms, To = "+15145550163", Html = null };

        var answer = await SendAsync(server, message);

        var request = Assert.Single(server.Requests);
        Assert.Equal(("POST", "/messages?from=id"), (request.Method, request.Path));
        var timestamp = request.Headers[WebhookSender.TimestampHeader];
        Assert.Equal(_clock.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), timestamp);
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{timestamp}.{request.Text}"));
        Assert.Equal("sha256=" + Convert.ToHexString(expected).ToLowerInvariant(), request.Headers[WebhookSender.SignatureHeader]);
        Assert.Equal(message.Id.ToString(), request.Headers[WebhookSender.IdHeader]);
        var json = JsonSerializer.Deserialize<JsonElement>(request.Body);
        Assert.Equal(("sms", "+15145550163"), (json.GetProperty("channel").GetString(), json.GetProperty("to").GetString()));
        Assert.Equal("14775507", json.GetProperty("values").GetProperty("code").GetString());
        Assert.Equal("The webhook answered 204.", answer);
    }

    [Fact]
    public async Task A_receiver_that_refuses_is_not_asked_again()
    {
        await using var server = ProviderServer.Start(_ => new(422, "no such number\n", "text/plain"));

        var refusal = await Assert.ThrowsAsync<MessageRefusedException>(() => SendAsync(server, Messages.Mail()));

        Assert.Equal("The webhook answered 422: no such number", refusal.Message);
    }

    [Theory, InlineData(429), InlineData(408), InlineData(502)]
    public async Task A_receiver_that_is_busy_is_asked_again(int status)
    {
        await using var server = ProviderServer.Start(_ => new(status, ""));

        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(server, Messages.Mail()));
    }

    [Fact]
    public async Task Reads_no_endless_answer()
    {
        await using var server = ProviderServer.Start(_ => new(400, new string('x', 1_000_000), "text/plain"));

        var refusal = await Assert.ThrowsAsync<MessageRefusedException>(() => SendAsync(server, Messages.Mail()));

        Assert.InRange(refusal.Message.Length, 1, 20_000);
    }

    private async Task<string?> SendAsync(ProviderServer server, Message message)
    {
        using var http = Http.Create();
        var options = new WebhookOptions(new Uri(server.Origin + "/messages?from=id"), Secret);
        return await new WebhookSender(http, options, _clock).SendAsync(message, TestContext.Current.CancellationToken);
    }
}
