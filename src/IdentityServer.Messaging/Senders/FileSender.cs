using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using IdentityServer.Messaging.Outbox;

namespace IdentityServer.Messaging.Senders;

/// <summary>Development's sender: one JSON file a message, in a folder that only the server's user may enter.</summary>
public sealed class FileSender(FileSenderOptions options) : IMessageSender
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public IReadOnlySet<Channel> Channels { get; } = new HashSet<Channel> { Channel.Email, Channel.Sms, Channel.Voice };

    /// <summary>Returns the file's name. Sending the same message again replaces its file.</summary>
    public async Task<string?> SendAsync(Message message, CancellationToken ct)
    {
        CreateDirectory(options.Directory);
        var name = NameOf(message);
        var unfinished = Path.Combine(options.Directory, $".{name}.{Guid.NewGuid():n}");

        await using (var file = new FileStream(unfinished, PrivateFile()))
        {
            await using var json = new Utf8JsonWriter(file, Readable);
            Write(json, message);
        }

        // Whoever watches the folder sees whole files only.
        File.Move(unfinished, Path.Combine(options.Directory, name), overwrite: true);
        return name;
    }

    private static string NameOf(Message message)
    {
        var time = message.CreatedUtc.ToString("yyyyMMdd'T'HHmmss'.'fffffff'Z'", CultureInfo.InvariantCulture);
        return $"{time}-{ChannelName(message.Channel)}-{message.Id:n}.json";
    }

    private static void Write(Utf8JsonWriter json, Message message)
    {
        json.WriteStartObject();
        json.WriteString("id", message.Id);
        json.WriteString("channel", ChannelName(message.Channel));
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

    private static string ChannelName(Channel channel) => channel switch
    {
        Channel.Email => "email",
        Channel.Sms => "sms",
        _ => "voice",
    };

    private static void CreateDirectory(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static FileStreamOptions PrivateFile()
    {
        var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return create;
    }
}
