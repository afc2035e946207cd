using System.Globalization;
using System.Text.Json;
using IdentityServer.Messaging.Outbox;
using IdentityServer.Messaging.Senders;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Dev;

/// <summary>Development only: what the file sender has written, the newest first.</summary>
internal sealed class OutboxModel(FileSenderOptions files, IOutboxStore outbox) : PageModel
{
    private const int Shown = 100;

    public string Directory => files.Directory;

    public IReadOnlyList<WrittenMessage> Messages { get; private set; } = [];

    public IReadOnlyList<OutboxSummary> Waiting { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        Waiting = [.. (await outbox.ListAsync(Shown, ct)).Where(message => message.State != DeliveryState.Sent)];
        if (!System.IO.Directory.Exists(files.Directory)) return;

        var newest = System.IO.Directory.EnumerateFiles(files.Directory, "*.json").OrderDescending(StringComparer.Ordinal).Take(Shown);
        var messages = new List<WrittenMessage>();
        foreach (var file in newest) messages.Add(WrittenMessage.Parse(await System.IO.File.ReadAllTextAsync(file, ct)));
        Messages = messages;
    }

    /// <summary>The part of a message file that the page shows.</summary>
    internal sealed record WrittenMessage(string Channel, string To, string From, string Subject, string Text, string CreatedAt)
    {
        public static WrittenMessage Parse(string json)
        {
            using var document = JsonDocument.Parse(json);
            string Read(string name) => document.RootElement.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
            return new(Read("channel"), Read("to"), Read("from"), Read("subject"), Read("text"), TimeOf(Read("createdAt")));
        }

        private static string TimeOf(string createdAt) =>
            DateTimeOffset.TryParse(createdAt, CultureInfo.InvariantCulture, out var time) ? time.ToString("u", CultureInfo.InvariantCulture) : createdAt;
    }
}
