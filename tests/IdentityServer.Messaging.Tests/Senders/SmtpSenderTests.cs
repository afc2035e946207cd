using System.Net.Mail;
using System.Text;
using IdentityServer.Messaging.Outbox;
using IdentityServer.Messaging.Senders;

namespace IdentityServer.Messaging.Tests.Senders;

public sealed class SmtpSenderTests
{
    private const string Password = "pässword 17";

    [Fact]
    public async Task Delivers_text_and_page_over_an_encrypted_and_authenticated_connection()
    {
        await using var server = await MailServer.StartAsync(TrustedCertificate.Files);
        var message = Messages.Mail() with { Html = "<p>Votre code : <b>14775507</b></p>" };

        var answer = await SendAsync(server, message);

        var mail = await server.ReceiveAsync();
        Assert.True(mail.GetProperty("encrypted").GetBoolean());
        Assert.Equal("mailer", mail.GetProperty("user").GetString());
        Assert.Equal("no-reply@id.example", mail.GetProperty("from").GetString());
        Assert.Equal("alice@dmchosting.example", Assert.Single(mail.GetProperty("to").EnumerateArray()).GetString());
        var content = Encoding.UTF8.GetString(mail.GetProperty("content").GetBytesFromBase64());
        Assert.Contains("Content-Type: multipart/alternative", content, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("text/plain; charset=utf-8", content, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("text/html; charset=utf-8", content, StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"Message-ID: <{message.Id:N}@id.example>", content, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Auto-Submitted: auto-generated", content, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("DMC Hosting (via IdentityServer)", content, StringComparison.Ordinal);
        Assert.Contains("14775507", content, StringComparison.Ordinal);
        Assert.Equal($"localhost:{server.Port} has taken it.", answer);
    }

    [Theory]
    [InlineData("nobody@dmchosting.example", Password, "550")]
    [InlineData("alice@dmchosting.example", "wrong", "530")]
    public async Task What_the_server_refuses_for_good_is_refused_with_its_reply(string to, string password, string reply)
    {
        await using var server = await MailServer.StartAsync(TrustedCertificate.Files);

        var refusal = await Assert.ThrowsAsync<MessageRefusedException>(() => SendAsync(server, Messages.Mail() with { To = to }, password));

        Assert.Contains(reply, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, await server.StopAsync());
    }

    [Fact]
    public async Task A_mailbox_that_is_busy_is_tried_again()
    {
        await using var server = await MailServer.StartAsync(TrustedCertificate.Files);

        await Assert.ThrowsAnyAsync<SmtpException>(() => SendAsync(server, Messages.Mail() with { To = "busy@dmchosting.example" }));

        Assert.Equal(0, await server.StopAsync());
    }

    [Fact]
    public async Task Tells_nothing_to_a_server_whose_certificate_is_not_trusted()
    {
        await using var server = await MailServer.StartAsync(TrustedCertificate.Stranger());

        var problem = await Assert.ThrowsAnyAsync<Exception>(() => SendAsync(server, Messages.Mail()));

        Assert.IsNotType<MessageRefusedException>(problem);
        Assert.Equal(0, await server.StopAsync());
    }

    [Fact]
    public async Task Tells_nothing_to_a_server_that_does_not_encrypt()
    {
        await using var server = await MailServer.StartAsync(tls: null);

        await Assert.ThrowsAnyAsync<SmtpException>(() => SendAsync(server, Messages.Mail()));

        Assert.Equal(0, await server.StopAsync());
    }

    [Fact]
    public async Task A_server_within_the_machine_may_do_without_either()
    {
        await using var server = await MailServer.StartAsync(tls: null);

        await new SmtpSender(new SmtpOptions("localhost", server.Port) { StartTls = false }).SendAsync(Messages.Mail(), TestContext.Current.CancellationToken);

        Assert.False((await server.ReceiveAsync()).GetProperty("encrypted").GetBoolean());
    }

    private static Task<string?> SendAsync(MailServer server, Message message, string password = Password) =>
        new SmtpSender(new SmtpOptions("localhost", server.Port) { UserName = "mailer", Password = password }).SendAsync(message, TestContext.Current.CancellationToken);
}
