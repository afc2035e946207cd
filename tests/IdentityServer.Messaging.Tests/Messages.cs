using IdentityServer.Messaging.Outbox;

namespace IdentityServer.Messaging.Tests;

internal static class Messages
{
    internal static readonly DateTime Created = new(2026, 11, 21, 11, 38, 0, DateTimeKind.Utc);

    /// <summary>A good message, to be varied with <c>with</c>.</summary>
    internal static Message Mail() => new()
    {
        Id = Guid.CreateVersion7(),
        Channel = Channel.Email,
        To = "alice@dmchosting.example",
        From = "DMC Hosting (via IdentityServer) <no-reply@id.example>",
        Subject = "Réussite",
        Text = "Votre code : 14775507",
        Html = "<p>14775507</p>",
        Template = "email-code",
        Culture = "fr",
        Values = new Dictionary<string, string> { ["code"] = "14775507" },
        CreatedUtc = Created,
        ExpiresUtc = Created.AddDays(1),
    };
}
