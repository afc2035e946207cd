using System.Runtime.Versioning;
using System.Text.Json;
using IdentityServer.Messaging.Outbox;
using IdentityServer.Messaging.Senders;

namespace IdentityServer.Messaging.Tests.Senders;

public sealed class FileSenderTests : IDisposable
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"messages-{Guid.NewGuid():n}", "out");

    [Fact]
    public async Task Writes_one_JSON_file_of_the_documented_shape()
    {
        var message = Messages.Mail();

        var name = await Sender().SendAsync(message, TestContext.Current.CancellationToken);

        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(_directory, name!), TestContext.Current.CancellationToken));
        Assert.Equal(
            ["id", "channel", "to", "from", "subject", "text", "html", "template", "culture", "values", "createdAt"],
            json.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal(message.Id, json.RootElement.GetProperty("id").GetGuid());
        Assert.Equal("email", json.RootElement.GetProperty("channel").GetString());
        Assert.Equal("Réussite", json.RootElement.GetProperty("subject").GetString());
        Assert.Equal("14775507", json.RootElement.GetProperty("values").GetProperty("code").GetString());
        Assert.Equal("2026-11-21T11:38:00Z", json.RootElement.GetProperty("createdAt").GetString());
    }

    [Theory]
    [InlineData(Channel.Sms, "sms")]
    [InlineData(Channel.Voice, "voice")]
    public async Task Writes_a_message_without_subject_page_or_origin(Channel channel, string expected)
    {
        var message = Messages.Mail() with { Channel = channel, Subject = "", Html = null, From = null };

        var name = await Sender().SendAsync(message, TestContext.Current.CancellationToken);

        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(_directory, name!), TestContext.Current.CancellationToken));
        Assert.Equal(expected, json.RootElement.GetProperty("channel").GetString());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("html").ValueKind);
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("from").ValueKind);
    }

    [Fact]
    public async Task File_names_sort_by_time()
    {
        var second = Messages.Mail() with { CreatedUtc = Messages.Created.AddTicks(1) };
        var third = Messages.Mail() with { CreatedUtc = Messages.Created.AddMinutes(1), Channel = Channel.Sms };
        var first = Messages.Mail();
        foreach (var message in new[] { third, first, second }) await Sender().SendAsync(message, TestContext.Current.CancellationToken);

        var names = Directory.GetFiles(_directory).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal).ToList();

        Assert.Equal([first.Id, second.Id, third.Id], names.Select(name => Guid.Parse(name.Split('-')[2].Split('.')[0])));
    }

    [Fact]
    public async Task Sending_again_replaces_the_file_and_leaves_no_other_behind()
    {
        var message = Messages.Mail();
        await Sender().SendAsync(message, TestContext.Current.CancellationToken);

        var name = await Sender().SendAsync(message, TestContext.Current.CancellationToken);

        Assert.Equal([Path.Combine(_directory, name!)], Directory.GetFiles(_directory));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Only_the_servers_user_may_enter_the_folder_or_read_the_file()
    {
        var name = await Sender().SendAsync(Messages.Mail(), TestContext.Current.CancellationToken);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_directory));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_directory, name!)));
    }

    public void Dispose()
    {
        if (Directory.Exists(_directory)) Directory.Delete(Path.GetDirectoryName(_directory)!, recursive: true);
    }

    private FileSender Sender() => new(new FileSenderOptions { Directory = _directory });
}
