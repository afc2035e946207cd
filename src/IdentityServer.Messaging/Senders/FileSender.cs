using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using IdentityServer.Messaging.Outbox;

namespace IdentityServer.Messaging.Senders;

/// <summary>Development's sender: one JSON file a message, in a folder that only the server's user may enter.</summary>
public sealed class FileSender(FileSenderOptions options) : IMessageSender
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Returns the file's name. Sending the same message again replaces its file.</summary>
    public async Task<string?> SendAsync(Message message, CancellationToken ct)
    {
        CreateDirectory(options.Directory);
        var name = NameOf(message);
        var unfinished = Path.Combine(options.Directory, $".{name}.{Guid.NewGuid():n}");

        await using (var file = new FileStream(unfinished, PrivateFile()))
        {
            await using var json = new Utf8JsonWriter(file, Readable);
            MessageJson.Write(json, message);
        }

        // Whoever watches the folder sees whole files only.
        File.Move(unfinished, Path.Combine(options.Directory, name), overwrite: true);
        return name;
    }

    private static string NameOf(Message message)
    {
        var time = message.CreatedUtc.ToString("yyyyMMdd'T'HHmmss'.'fffffff'Z'", CultureInfo.InvariantCulture);
        return $"{time}-{MessageJson.NameOf(message.Channel)}-{message.Id:n}.json";
    }

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
