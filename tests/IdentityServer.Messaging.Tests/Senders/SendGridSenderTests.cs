using System.Text.Json;
using IdentityServer.Messaging.Outbox;
using IdentityServer.Messaging.Senders;

namespace IdentityServer.Messaging.Tests.Senders;

public sealed class SendGridSenderTests
{
    private static readonly ProviderServer.Answer Accepted = new(202, "") { Headers = new() { ["X-Message-Id"] = "sg-17" } };

    [Fact]
    public async Task Posts_the_mail_as_version_3_asks_for_it_and_keeps_its_id()
    {
        await using var server = ProviderServer.Start(_ => Accepted);
        var message = Messages.Mail();

        var answer = await SendAsync(server, message);

        var request = Assert.Single(server.Requests);
        Assert.Equal(("POST", "/v3/mail/send"), (request.Method, request.Path));
        Assert.Equal("Bearer SG.key", request.Headers["Authorization"]);
        Assert.StartsWith("application/json", request.Headers["Content-Type"], StringComparison.Ordinal);
        var json = JsonSerializer.Deserialize<JsonElement>(request.Body);
        Assert.Equal("alice@dmchosting.example", json.GetProperty("personalizations")[0].GetProperty("to")[0].GetProperty("email").GetString());
        Assert.Equal("no-reply@id.example", json.GetProperty("from").GetProperty("email").GetString());
        Assert.Equal("DMC Hosting (via IdentityServer)", json.GetProperty("from").GetProperty("name").GetString());
        Assert.Equal("Réussite", json.GetProperty("subject").GetString());
        Assert.Equal(["text/plain", "text/html"], json.GetProperty("content").EnumerateArray().Select(part => part.GetProperty("type").GetString()));
        Assert.Equal([message.Text, message.Html], json.GetProperty("content").EnumerateArray().Select(part => part.GetProperty("value").GetString()));
        Assert.False(json.GetProperty("tracking_settings").GetProperty("click_tracking").GetProperty("enable").GetBoolean());
        Assert.Equal("SendGrid sg-17", answer);
    }

    [Fact]
    public async Task Sends_a_mail_without_a_page_as_text_only()
    {
        await using var server = ProviderServer.Start(_ => Accepted);

        await SendAsync(server, Messages.Mail() with { Html = null });

        var content = JsonSerializer.Deserialize<JsonElement>(Assert.Single(server.Requests).Body).GetProperty("content");
        Assert.Equal("text/plain", Assert.Single(content.EnumerateArray()).GetProperty("type").GetString());
    }

    [Theory]
    [InlineData(400, """{"errors":[{"message":"Does not contain a valid address.","field":"personalizations.0.to.0.email","help":null}]}""", "SendGrid answered 400: Does not contain a valid address.")]
    [InlineData(401, """{"errors":[{"message":"The provided authorization grant is invalid, expired, or revoked","field":null,"help":null}]}""", "SendGrid answered 401: The provided authorization grant is invalid, expired, or revoked")]
    [InlineData(413, "", "SendGrid answered 413: no reason given")]
    public async Task What_SendGrid_refuses_is_refused_for_good_with_its_reason(int status, string body, string reason)
    {
        await using var server = ProviderServer.Start(_ => new(status, body));

        var refusal = await Assert.ThrowsAsync<MessageRefusedException>(() => SendAsync(server, Messages.Mail()));

        Assert.Equal(reason, refusal.Message);
    }

    [Theory]
    [InlineData(429, """{"errors":[{"field":null,"message":"too many requests"}]}""", "too many requests")]
    [InlineData(500, "<html>oops</html>", "<html>oops</html>")]
    [InlineData(503, """[1]""", "[1]")]
    [InlineData(302, "", "no reason given")]
    public async Task What_may_go_better_later_is_tried_again(int status, string body, string reason)
    {
        await using var server = ProviderServer.Start(_ => new(status, body));

        var problem = await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(server, Messages.Mail()));

        Assert.Equal($"SendGrid answered {status}: {reason}", problem.Message);
    }

    private static async Task<string?> SendAsync(ProviderServer server, Message message)
    {
        using var http = Http.Create();
        return await new SendGridSender(http, new SendGridOptions("SG.key", server.Origin)).SendAsync(message, TestContext.Current.CancellationToken);
    }
}
