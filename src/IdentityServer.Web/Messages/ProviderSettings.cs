using System.Globalization;
using IdentityServer.Messaging.Senders;
using IdentityServer.Web.Hosting;

namespace IdentityServer.Web.Messages;

/// <summary>Sections "Messages:SendGrid", "Messages:Smtp", "Messages:Twilio" and "Messages:Webhook", each read only where a channel uses it.</summary>
internal sealed class ProviderSettings(IConfiguration configuration)
{
    public void Check(string provider)
    {
        object? _ = provider switch
        {
            "sendgrid" => SendGrid(),
            "smtp" => Smtp(),
            "twilio" => Twilio(),
            "webhook" => Webhook(),
            _ => null,
        };
    }

    public SendGridOptions SendGrid() => new(
        Required("Messages:SendGrid:ApiKey", "sendgrid needs it"), Endpoint("Messages:SendGrid:Endpoint", SendGridOptions.DefaultEndpoint));

    public TwilioOptions Twilio()
    {
        var options = new TwilioOptions(
            Required("Messages:Twilio:AccountSid", "twilio needs it"), Required("Messages:Twilio:AuthToken", "twilio needs it"),
            Endpoint("Messages:Twilio:Endpoint", TwilioOptions.DefaultEndpoint))
        {
            From = Optional("Messages:Twilio:From"),
            VoiceFrom = Optional("Messages:Twilio:VoiceFrom"),
            MessagingServiceSid = Optional("Messages:Twilio:MessagingServiceSid"),
            EnglishVoice = Optional("Messages:Twilio:EnglishVoice") ?? "en-US",
            FrenchVoice = Optional("Messages:Twilio:FrenchVoice") ?? "fr-CA",
        };
        return options.From is not null ? options : throw new StartupProblem("Messages:Twilio:From: set it to the number that texts and calls come from, as in +15145550163.");
    }

    public SmtpOptions Smtp()
    {
        var host = Required("Messages:Smtp:Host", "smtp needs it");
        var port = Optional("Messages:Smtp:Port") ?? "587";
        if (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > ushort.MaxValue)
            throw new StartupProblem($"Messages:Smtp:Port: \"{port}\" is no port.");
        var startTls = Optional("Messages:Smtp:StartTls") ?? "true";
        if (!bool.TryParse(startTls, out var isEncrypted)) throw new StartupProblem($"Messages:Smtp:StartTls: \"{startTls}\" is neither true nor false.");

        var options = new SmtpOptions(host, number) { StartTls = isEncrypted, UserName = Optional("Messages:Smtp:UserName"), Password = Optional("Messages:Smtp:Password") };
        if (options.UserName is not null && options.Password is null) throw new StartupProblem("Messages:Smtp:Password: the user name needs one.");
        if (options.UserName is not null && !isEncrypted) throw new StartupProblem("Messages:Smtp:StartTls: without it the password would go out in the clear.");
        return options;
    }

    public WebhookOptions Webhook()
    {
        var url = Endpoint("Messages:Webhook:Url", null);
        var secret = Required("Messages:Webhook:Secret", "webhook signs with it");
        return secret.Length >= WebhookOptions.MinSecretLength
            ? new WebhookOptions(new Uri(url), secret)
            : throw new StartupProblem($"Messages:Webhook:Secret: it needs {WebhookOptions.MinSecretLength} random characters or more (openssl rand -hex 32).");
    }

    private string? Optional(string setting) => configuration[setting] is { Length: > 0 } value ? value : null;

    private string Required(string setting, string why) => Optional(setting) ?? throw new StartupProblem($"{setting}: {why}.");

    /// <summary>Codes and keys pass through here: in the clear only within the machine.</summary>
    private string Endpoint(string setting, string? byDefault)
    {
        var text = Optional(setting) ?? byDefault ?? throw new StartupProblem($"{setting}: set it to the address that messages are posted to.");
        var isSafe = Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback));
        return isSafe ? text : throw new StartupProblem($"{setting}: \"{text}\" is no https address.");
    }
}
