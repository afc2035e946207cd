using System.Text.Json;
using Xunit;

namespace IdentityServer.Web.Tests.Support;

/// <summary>The folder that the server's messages go to, read by whoever they are for.</summary>
internal sealed class Mailroom(string folder)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The newest message with a code, once that many have come to this number or address.</summary>
    public async Task<JsonElement> CodeMessageAsync(string to, string channel, int count = 1)
    {
        var until = DateTime.UtcNow + Patience;
        while (true)
        {
            var found = CodeMessages(to, channel);
            if (found.Count >= count) return found[^1];

            Assert.True(DateTime.UtcNow < until, $"No {channel} number {count} came to {to}.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    public async Task<string> CodeAsync(string to, string channel, int count = 1) =>
        (await CodeMessageAsync(to, channel, count)).GetProperty("values").GetProperty("code").GetString()!;

    /// <summary>The newest mail of a template, once so many have come to this address.</summary>
    public async Task<JsonElement> NoticeAsync(string to, string template, int count = 1)
    {
        var until = DateTime.UtcNow + Patience;
        while (true)
        {
            var found = Notices(to, template);
            if (found.Count >= count) return found[^1];

            Assert.True(DateTime.UtcNow < until, $"No mail {template} number {count} came to {to}.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>All mails of a template that have come to this address so far.</summary>
    public IReadOnlyList<JsonElement> Notices(string to, string template) =>
        [.. Messages("email").Where(message => Is(message, "to", to) && Is(message, "template", template))];

    /// <summary>In the order in which they were written.</summary>
    public IReadOnlyList<JsonElement> CodeMessages(string to, string channel) =>
        [.. Messages(channel).Where(message => Is(message, "to", to) && message.GetProperty("values").TryGetProperty("code", out _))];

    private static bool Is(JsonElement message, string field, string value) => message.GetProperty(field).GetString() == value;

    private IEnumerable<JsonElement> Messages(string channel) => !Directory.Exists(folder)
        ? []
        : Directory.GetFiles(folder, $"*-{channel}-*.json").Order(StringComparer.Ordinal).Select(file => JsonSerializer.Deserialize<JsonElement>(File.ReadAllBytes(file)));
}
