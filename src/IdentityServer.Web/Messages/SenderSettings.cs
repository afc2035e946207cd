using IdentityServer.Messaging.Outbox;
using IdentityServer.Messaging.Senders;
using IdentityServer.Web.Hosting;

namespace IdentityServer.Web.Messages;

/// <summary>
/// Sections "Messages:Email", "Messages:Sms" and "Messages:Voice": who carries each channel. Read and checked before anything else is
/// built: a message that nobody can send stops the server, not a sign-in.
/// </summary>
internal sealed class SenderSettings
{
    private const string Files = "files", None = "none";

    private static readonly (Channel Channel, string[] Providers)[] Known =
    [
        (Channel.Email, ["sendgrid", "smtp", "webhook", Files]),
        (Channel.Sms, ["twilio", "webhook", Files, None]),
        (Channel.Voice, ["twilio", "webhook", Files, None]),
    ];

    private readonly Dictionary<Channel, (string First, string? Second)> _channels = [];
    private readonly ProviderSettings _providers;

    private SenderSettings(ProviderSettings providers) => _providers = providers;

    /// <summary>Whether messages of a channel reach people; where they don't, nothing that needs them is offered.</summary>
    public bool Carries(Channel channel) => _channels.ContainsKey(channel);

    /// <exception cref="StartupProblem">A provider is unknown, unfit for the channel or not told all it needs.</exception>
    public static SenderSettings Read(IConfiguration configuration, bool isDevelopment)
    {
        var settings = new SenderSettings(new ProviderSettings(configuration));
        foreach (var (channel, known) in Known)
        {
            var first = settings.ReadProvider(configuration, $"Messages:{channel}:Sender", known, isDevelopment) ?? DefaultOf(channel, isDevelopment);
            var second = settings.ReadProvider(configuration, $"Messages:{channel}:SecondSender", [.. known.Except([None])], isDevelopment);
            if (first == None && second is not null) throw new StartupProblem($"Messages:{channel}:SecondSender: there is no first sender that it could stand in for.");
            if (first != None) settings._channels[channel] = (first, second);
        }

        if (!isDevelopment && configuration["Messages:FromAddress"] is not { Length: > 0 })
            throw new StartupProblem("Messages:FromAddress: set it to the address that mails come from.");
        return settings;
    }

    public SenderRoutes BuildRoutes(HttpClient http, FileSenderOptions files, TimeProvider clock)
    {
        return new SenderRoutes(_channels.ToDictionary(channel => channel.Key, channel => new SenderRoute(
            Build(channel.Value.First), channel.Value.Second is { } second ? Build(second) : null)));

        IMessageSender Build(string provider) => provider switch
        {
            "sendgrid" => new SendGridSender(http, _providers.SendGrid()),
            "smtp" => new SmtpSender(_providers.Smtp()),
            "twilio" => new TwilioSender(http, _providers.Twilio()),
            "webhook" => new WebhookSender(http, _providers.Webhook(), clock),
            _ => new FileSender(files),
        };
    }

    private string? ReadProvider(IConfiguration configuration, string setting, string[] known, bool isDevelopment)
    {
        if (configuration[setting] is not { Length: > 0 } provider) return null;

        string[] accepted = isDevelopment ? known : [.. known.Except([Files])];
        if (provider == Files && !isDevelopment)
            throw new StartupProblem($"{setting}: outside Development messages have to reach people; \"files\" only writes them to a folder.");
        if (!accepted.Contains(provider)) throw new StartupProblem($"{setting}: \"{provider}\" is not known; use {string.Join(", ", accepted)}.");

        _providers.Check(provider);
        return provider;
    }

    private static string DefaultOf(Channel channel, bool isDevelopment)
    {
        if (isDevelopment) return Files;
        if (channel != Channel.Email) return None;
        throw new StartupProblem("Messages:Email:Sender: set it to sendgrid, smtp or webhook; outside Development mails have to reach people.");
    }
}
