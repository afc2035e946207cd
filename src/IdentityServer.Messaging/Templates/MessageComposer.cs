using IdentityServer.Messaging.Outbox;

namespace IdentityServer.Messaging.Templates;

/// <summary>Makes messages that are ready for the outbox.</summary>
public sealed class MessageComposer(MessageOptions options, TimeProvider clock)
{
    /// <param name="lifetime">For how long the message is worth sending: a code's own life, days for news.</param>
    public Message Email(
        string to, string template, string culture, MessageBranding branding, IReadOnlyDictionary<string, string> values,
        TimeSpan lifetime, Guid? organizationId = null)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var (subject, text, html) = MessageTemplates.Render(template, culture, branding, values);
        return new Message
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Channel = Channel.Email,
            To = to,
            From = From(branding.OrganizationName),
            Subject = subject,
            Text = text,
            Html = html,
            Template = template,
            Culture = MessageTemplates.Language(culture),
            Values = values,
            OrganizationId = organizationId,
            CreatedUtc = now,
            ExpiresUtc = now + lifetime,
        };
    }

    /// <param name="channel">Text message or call.</param>
    /// <param name="lifetime">For how long the message is worth sending.</param>
    public Message Plain(
        Channel channel, string to, string template, string culture, MessageBranding branding, IReadOnlyDictionary<string, string> values,
        TimeSpan lifetime, Guid? organizationId = null)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return new Message
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Channel = channel,
            To = to,
            Text = PlainTemplates.Render(template, channel, culture, branding.OrganizationName, values),
            Template = template,
            Culture = MessageTemplates.Language(culture),
            Values = values,
            OrganizationId = organizationId,
            CreatedUtc = now,
            ExpiresUtc = now + lifetime,
        };
    }

    private string From(string organization) => organization == options.ProductName
        ? $"{Name(organization)} <{options.FromAddress}>"
        : $"{Name(organization)} (via {Name(options.ProductName)}) <{options.FromAddress}>";

    // RFC 5322 §3.2.3: these would end the name and begin an address of the organization's choosing.
    private static string Name(string name) =>
        string.Concat(name.Where(c => !char.IsControl(c) && c is not ('<' or '>' or '"' or '(' or ')' or ',' or ';' or ':' or '@' or '\\'))).Trim();
}
