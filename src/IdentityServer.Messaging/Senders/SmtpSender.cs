using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using IdentityServer.Messaging.Outbox;

namespace IdentityServer.Messaging.Senders;

/// <summary>E-mail by SMTP submission (RFC 6409), with STARTTLS (RFC 3207) and authentication (RFC 4954).</summary>
public sealed class SmtpSender(SmtpOptions options) : IMessageSender
{
    public async Task<string?> SendAsync(Message message, CancellationToken ct)
    {
        // One client sends one message at a time; messages go out side by side.
        using var client = new SmtpClient(options.Host, options.Port) { EnableSsl = options.StartTls };
        if (options.UserName is { } user) client.Credentials = new NetworkCredential(user, options.Password);
        using var mail = MailOf(message);

        try
        {
            await client.SendMailAsync(mail, ct);
            return string.Create(CultureInfo.InvariantCulture, $"{options.Host}:{options.Port} has taken it.");
        }
        // RFC 5321 §4.2.1: a reply of 5yz is for good; one of 4yz, or none, may be better next time.
        catch (SmtpException problem) when ((int)problem.StatusCode is >= 500 and < 600)
        {
            throw new MessageRefusedException(string.Create(CultureInfo.InvariantCulture, $"{options.Host} answered {(int)problem.StatusCode}: {problem.Message}"));
        }
    }

    private static MailMessage MailOf(Message message)
    {
        var mail = new MailMessage(MailFrom.Parse(message.From), new MailAddress(message.To))
        {
            Subject = message.Subject,
            SubjectEncoding = Encoding.UTF8,
            Body = message.Text,
            BodyEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
            BodyTransferEncoding = TransferEncoding.QuotedPrintable,
        };
        mail.Headers.Add("Message-ID", $"<{message.Id:N}@{mail.From!.Host}>");
        // RFC 3834 §5: so that no mailbox answers that somebody is on leave.
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        if (message.Html is { } html)
        {
            var view = AlternateView.CreateAlternateViewFromString(html, Encoding.UTF8, MediaTypeNames.Text.Html);
            view.TransferEncoding = TransferEncoding.QuotedPrintable;
            mail.AlternateViews.Add(view);
        }

        return mail;
    }
}

/// <summary>Section "Messages:Smtp".</summary>
public sealed record SmtpOptions(string Host, int Port)
{
    /// <summary>Off only for a server that is reached without a network.</summary>
    public bool StartTls { get; init; } = true;

    public string? UserName { get; init; }

    public string? Password { get; init; }

    /// <summary>Prints no password.</summary>
    public override string ToString() => nameof(SmtpOptions);
}
