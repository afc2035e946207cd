using System.Text.Json;
using IdentityServer.Messaging.Outbox;

namespace IdentityServer.Messaging.Senders;

/// <summary>A message as JSON: what the folder's files hold and the webhook is sent.</summary>
internal static class MessageJson
{
    internal static void Write(Utf8JsonWriter json, Message message)
    {
        json.WriteStartObject();
        json.WriteString("id", message.Id);
        json.WriteString("channel", NameOf(message.Channel));
        json.WriteString("to", message.To);
        json.WriteString("from", message.From);
        json.WriteString("subject", message.Subject);
        json.WriteString("text", message.Text);
        json.WriteString("html", message.Html);
        json.WriteString("template", message.Template);
        json.WriteString("culture", message.Culture);
        json.WriteStartObject("values");
        foreach (var (key, value) in message.Values) json.WriteString(key, value);
        json.WriteEndObject();
        json.WriteString("createdAt", DateTime.SpecifyKind(message.CreatedUtc, DateTimeKind.Utc));
        json.WriteEndObject();
    }

    internal static string NameOf(Channel channel) => channel switch
    {
        Channel.Email => "email",
        Channel.Sms => "sms",
        _ => "voice",
    };
}
