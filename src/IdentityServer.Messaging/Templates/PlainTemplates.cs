using System.Collections.Frozen;
using IdentityServer.Messaging.Outbox;

namespace IdentityServer.Messaging.Templates;

/// <summary>The text messages and calls we write, in every language: embedded files <c>name.sms.txt</c> and <c>name.voice.txt</c>, without subject and layout.</summary>
public static class PlainTemplates
{
    private static readonly FrozenDictionary<(string Name, string Kind, string Culture), Template> Templates = MessageTemplates.ReadFiles()
        .Where(file => file.Key.Split('.') is [_, _, _, "txt"])
        .ToFrozenDictionary(file => KeyOf(file.Key.Split('.')), file => Template.Parse(file.Value.TrimEnd()));

    /// <summary>Each template with the channel that it is for.</summary>
    public static IReadOnlyList<(string Name, Channel Channel)> All { get; } =
        [.. Templates.Keys.Select(key => (key.Name, key.Kind == "sms" ? Channel.Sms : Channel.Voice)).Distinct().OrderBy(key => key.Name, StringComparer.Ordinal)];

    /// <summary>Fills a template in. A language that we don't have gives English.</summary>
    /// <exception cref="KeyNotFoundException">There is no such template, or one of its values is missing.</exception>
    public static string Render(string template, Channel channel, string culture, string organization, IReadOnlyDictionary<string, string> values)
    {
        var kind = channel == Channel.Sms ? "sms" : "voice";
        var found = Templates.TryGetValue((template, kind, MessageTemplates.Language(culture)), out var text)
            ? text
            : throw new KeyNotFoundException($"There is no {kind} template \"{template}\".");
        return found.Fill(new Dictionary<string, string>(values, StringComparer.Ordinal) { ["organization"] = organization }, html: false);
    }

    private static (string Name, string Kind, string Culture) KeyOf(string[] parts) => (parts[1], parts[2], parts[0]);
}
