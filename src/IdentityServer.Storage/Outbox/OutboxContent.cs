using System.Text.Json;
using System.Text.Json.Serialization;
using IdentityServer.Messaging.Outbox;
using IdentityServer.SignIn.Secrets;

namespace IdentityServer.Storage.Outbox;

/// <summary>The part of a message that may hold a live code: kept encrypted, and only until it is sent or given up.</summary>
internal sealed record OutboxContent(string Subject, string Text, string? Html, IReadOnlyDictionary<string, string> Values, bool BySecondProvider = false)
{
    private const string Purpose = "outbox";

    public static string Seal(Message message, ISecretProtector protector) => protector.Protect(
        Purpose,
        JsonSerializer.Serialize(new OutboxContent(message.Subject, message.Text, message.Html, message.Values, message.BySecondProvider), OutboxJson.Default.OutboxContent));

    /// <summary>Null if it was encrypted by another server.</summary>
    public static OutboxContent? Open(string content, ISecretProtector protector) =>
        protector.Unprotect(Purpose, content) is { } json ? JsonSerializer.Deserialize(json, OutboxJson.Default.OutboxContent) : null;

    public Message In(Message message) => message with { Subject = Subject, Text = Text, Html = Html, Values = Values, BySecondProvider = BySecondProvider };

    /// <summary>Prints neither text nor values.</summary>
    public override string ToString() => nameof(OutboxContent);
}

[JsonSerializable(typeof(OutboxContent))]
internal sealed partial class OutboxJson : JsonSerializerContext;
