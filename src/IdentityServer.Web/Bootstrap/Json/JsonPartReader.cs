using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace IdentityServer.Web.Bootstrap.Json;

/// <summary>Reads a file into parts that know their places.</summary>
internal sealed class JsonPartReader(LineMap lines, Func<string, string?> environment, Problems problems)
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    /// <summary>Null if the text is no JSON; what is wrong has been reported then.</summary>
    internal static JsonPart? Read(byte[] utf8, Func<string, string?> environment, Problems problems)
    {
        if (utf8.AsSpan().StartsWith(ByteOrderMark)) utf8 = utf8[ByteOrderMark.Length..];
        var lines = new LineMap(utf8);
        if (!Utf8.IsValid(utf8))
        {
            problems.Report(lines.Find(FirstInvalidByte(utf8), ""), "this is not UTF-8 text");
            return null;
        }

        try
        {
            var json = new Utf8JsonReader(utf8);
            json.Read();
            var part = new JsonPartReader(lines, environment, problems).ReadPart(ref json, "");
            json.Read();
            return part;
        }
        catch (JsonException exception)
        {
            problems.Report(lines.Find(exception.LineNumber, exception.BytePositionInLine), $"this is not JSON: {Plain(exception.Message)}");
            return null;
        }
    }

    private JsonPart ReadPart(ref Utf8JsonReader json, string path)
    {
        var place = lines.Find(json.TokenStartIndex, path);
        return json.TokenType switch
        {
            JsonTokenType.StartObject => ReadFields(ref json, place),
            JsonTokenType.StartArray => ReadList(ref json, place),
            JsonTokenType.String => ReadText(ref json, place),
            JsonTokenType.Number => new JsonPart.Number(place, json.TryGetInt32(out var whole) ? whole : null),
            JsonTokenType.True => new JsonPart.Flag(place, true),
            JsonTokenType.False => new JsonPart.Flag(place, false),
            _ => new JsonPart.Nothing(place),
        };
    }

    private JsonPart.List ReadList(ref Utf8JsonReader json, Place place)
    {
        var items = new List<JsonPart>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray) items.Add(ReadPart(ref json, $"{place.Path}[{items.Count}]"));
        return new(place, items);
    }

    private JsonPart.Fields ReadFields(ref Utf8JsonReader json, Place place)
    {
        var members = new List<KeyValuePair<string, JsonPart>>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (json.Read() && json.TokenType != JsonTokenType.EndObject)
        {
            var name = Unescape(ref json, place) ?? "";
            var at = lines.Find(json.TokenStartIndex, place.Of(name).Path);
            json.Read();
            var value = ReadPart(ref json, at.Path) with { Place = at };

            if (names.Add(name)) members.Add(new(name, value));
            else problems.Report(at, "this field is given twice");
        }

        return new(place, members);
    }

    private JsonPart ReadText(ref Utf8JsonReader json, Place place)
    {
        if (Unescape(ref json, place) is not { } text) return new JsonPart.Broken(place);

        var good = true;
        var filled = EnvironmentText.Fill(text, environment, sentence =>
        {
            problems.Report(place, sentence);
            good = false;
        });
        return good ? new JsonPart.Text(place, filled) : new JsonPart.Broken(place);
    }

    private string? Unescape(ref Utf8JsonReader json, Place place)
    {
        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException)
        {
            problems.Report(place, "an escape sequence stands for half a character");
            return null;
        }
    }

    private static int FirstInvalidByte(byte[] utf8)
    {
        var position = 0;
        while (Rune.DecodeFromUtf8(utf8.AsSpan(position), out _, out var consumed) == OperationStatus.Done) position += consumed;
        return position;
    }

    // The reader's message ends with its own position, counted from zero.
    private static string Plain(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}
