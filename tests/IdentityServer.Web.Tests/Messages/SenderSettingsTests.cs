using IdentityServer.Messaging.Outbox;
using IdentityServer.Messaging.Senders;
using IdentityServer.Web.Hosting;
using IdentityServer.Web.Messages;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace IdentityServer.Web.Tests.Messages;

public sealed class SenderSettingsTests
{
    private static readonly Dictionary<string, string?> Sound = new()
    {
        ["Messages:FromAddress"] = "no-reply@id.example.org",
        ["Messages:Email:Sender"] = "sendgrid",
        ["Messages:Email:SecondSender"] = "smtp",
        ["Messages:SendGrid:ApiKey"] = "SG.key",
        ["Messages:Smtp:Host"] = "mail.example.org",
        ["Messages:Sms:Sender"] = "twilio",
        ["Messages:Sms:SecondSender"] = "webhook",
        ["Messages:Twilio:AccountSid"] = "AC17",
        ["Messages:Twilio:AuthToken"] = "token",
        ["Messages:Twilio:From"] = "+15145550100",
        ["Messages:Webhook:Url"] = "https://messages.example.org/in",
        ["Messages:Webhook:Secret"] = "0123456789abcdef0123456789abcdef",
    };

    [Fact]
    public void Each_channel_has_its_providers_and_what_has_none_is_not_carried()
    {
        using var http = new HttpClient();
        var settings = SenderSettings.Read(Configuration(Sound), isDevelopment: false);

        var routes = settings.BuildRoutes(http, new FileSenderOptions { Directory = "unused" }, TimeProvider.System);

        Assert.IsType<SendGridSender>(routes.SenderOf(Of(Channel.Email)));
        Assert.IsType<SmtpSender>(routes.SenderOf(Of(Channel.Email) with { BySecondProvider = true }));
        Assert.IsType<TwilioSender>(routes.SenderOf(Of(Channel.Sms)));
        Assert.IsType<WebhookSender>(routes.SenderOf(Of(Channel.Sms) with { BySecondProvider = true }));
        Assert.Null(routes.SenderOf(Of(Channel.Voice)));
        Assert.False(settings.Carries(Channel.Voice));
    }

    [Fact]
    public void Development_writes_files_where_nothing_is_said()
    {
        using var http = new HttpClient();

        var routes = SenderSettings.Read(Configuration([]), isDevelopment: true).BuildRoutes(http, new FileSenderOptions { Directory = "unused" }, TimeProvider.System);

        Assert.All(Enum.GetValues<Channel>(), channel => Assert.IsType<FileSender>(routes.SenderOf(Of(channel))));
    }

    [Theory]
    [InlineData("Messages:Email:Sender", null, "Messages:Email:Sender: set it to sendgrid, smtp or webhook; outside Development mails have to reach people.")]
    [InlineData("Messages:Email:Sender", "files", "Messages:Email:Sender: outside Development messages have to reach people; \"files\" only writes them to a folder.")]
    [InlineData("Messages:Email:Sender", "none", "Messages:Email:Sender: \"none\" is not known; use sendgrid, smtp, webhook.")]
    [InlineData("Messages:Sms:Sender", "none", "Messages:Sms:SecondSender: there is no first sender that it could stand in for.")]
    [InlineData("Messages:FromAddress", null, "Messages:FromAddress: set it to the address that mails come from.")]
    [InlineData("Messages:SendGrid:ApiKey", null, "Messages:SendGrid:ApiKey: sendgrid needs it.")]
    [InlineData("Messages:SendGrid:Endpoint", "http://api.example.org", "Messages:SendGrid:Endpoint: \"http://api.example.org\" is no https address.")]
    [InlineData("Messages:Smtp:Port", "0", "Messages:Smtp:Port: \"0\" is no port.")]
    [InlineData("Messages:Smtp:StartTls", "maybe", "Messages:Smtp:StartTls: \"maybe\" is neither true nor false.")]
    [InlineData("Messages:Twilio:From", null, "Messages:Twilio:From: set it to the number that texts and calls come from, as in +15145550163.")]
    [InlineData("Messages:Webhook:Url", "messages.example.org", "Messages:Webhook:Url: \"messages.example.org\" is no https address.")]
    [InlineData("Messages:Webhook:Secret", "short", "Messages:Webhook:Secret: it needs 32 random characters or more (openssl rand -hex 32).")]
    public void Says_in_one_sentence_what_is_wrong(string setting, string? value, string sentence)
    {
        var problem = Assert.Throws<StartupProblem>(() => SenderSettings.Read(Configuration(new(Sound) { [setting] = value }), isDevelopment: false));

        Assert.Equal(sentence, problem.Message);
    }

    private static IConfiguration Configuration(Dictionary<string, string?> values) => new ConfigurationBuilder().AddInMemoryCollection(values).Build();

    private static Message Of(Channel channel) => new()
    {
        Id = Guid.NewGuid(), Channel = channel, To = "", Text = "", Template = "code", Culture = "en", CreatedUtc = default, ExpiresUtc = default,
    };
}
