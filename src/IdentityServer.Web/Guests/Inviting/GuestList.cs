using System.Globalization;
using System.Net.Mail;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace IdentityServer.Web.Guests.Inviting;

/// <summary>Reads a list of people to be invited, as pasted or as a file (RFC 4180; comma, semicolon or tab, with or without a first line of names).</summary>
internal static class GuestList
{
    public const int MostRows = 10_000;

    public const int MostBytes = 1024 * 1024;

    private static readonly Dictionary<string, Column> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["email"] = Column.Email, ["e-mail"] = Column.Email, ["mail"] = Column.Email, ["address"] = Column.Email, ["adresse"] = Column.Email, ["adresse mail"] = Column.Email,
        ["courriel"] = Column.Email, ["name"] = Column.Name, ["nom"] = Column.Name, ["language"] = Column.Language, ["langue"] = Column.Language, ["message"] = Column.Message,
    };

    private static readonly IReadOnlyDictionary<Column, int> UsualOrder =
        new Dictionary<Column, int> { [Column.Email] = 0, [Column.Name] = 1, [Column.Language] = 2, [Column.Message] = 3 };

    /// <summary>Null: the bytes are no UTF-8.</summary>
    public static string? Decode(byte[] bytes)
    {
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    public static ListReading Read(string text)
    {
        var bad = 0;
        var plain = text.TrimStart('\ufeff');
        var settings = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = DelimiterOf(plain), Mode = CsvMode.RFC4180, HasHeaderRecord = false, IgnoreBlankLines = true, TrimOptions = TrimOptions.Trim,
            BadDataFound = found => bad = bad is 0 ? found.Context.Parser?.RawRow ?? 1 : bad,
        };
        using var parser = new CsvParser(new StringReader(plain), settings);
        var (drafts, order) = (new List<InvitationDraft>(), UsualOrder);
        for (var isFirst = true; parser.Read(); isFirst = false)
        {
            var (line, fields) = (parser.RawRow - LinesWithin(parser.RawRecord), parser.Record ?? []);
            if (bad > 0) return new ListReading.Unreadable(line);
            if (isFirst && OrderOf(fields) is { } named) order = named;
            else drafts.AddRange(DraftsOf(line, fields, order));

            if (drafts.Count > MostRows) return new ListReading.TooLong();
        }

        // A quotation mark that is never closed swallows the rest of the list without a word.
        return IsOpenAtEnd(plain) ? new ListReading.Unreadable(drafts.Count > 0 ? drafts[^1].Line : 1) : drafts.Count == 0 ? new ListReading.Empty() : new ListReading.Read(drafts);
    }

    /// <summary>The one that the first line with any has most of; what stands between quotation marks doesn't count.</summary>
    private static string DelimiterOf(string text)
    {
        var counts = new Dictionary<char, int> { [','] = 0, [';'] = 0, ['\t'] = 0 };
        var isQuoted = false;
        foreach (var c in text)
        {
            if (c == '"') isQuoted = !isQuoted;
            else if (!isQuoted && counts.TryGetValue(c, out var count)) counts[c] = count + 1;
            else if (!isQuoted && c == '\n' && counts.Values.Any(found => found > 0)) break;
        }

        return counts.MaxBy(found => found.Value).Key.ToString();
    }

    /// <summary>Null: the line names no columns.</summary>
    private static Dictionary<Column, int>? OrderOf(string[] fields)
    {
        var order = new Dictionary<Column, int>();
        foreach (var (index, field) in fields.Index())
        {
            if (Names.TryGetValue(field, out var column)) order.TryAdd(column, index);
        }

        return order.ContainsKey(Column.Email) ? order : null;
    }

    private static IEnumerable<InvitationDraft> DraftsOf(int line, string[] fields, IReadOnlyDictionary<Column, int> order)
    {
        if (fields.All(field => field.Length == 0)) return [];

        // Addresses side by side, as people copy them from a mail.
        if (ReferenceEquals(order, UsualOrder) && fields.Length > 1 && fields.All(field => field.Length == 0 || field.Contains('@', StringComparison.Ordinal)))
            return fields.Where(field => field.Length > 0).Select(field => DraftOf(line, field, null, null, null));

        string? FieldOf(Column column) => order.TryGetValue(column, out var index) && index < fields.Length && fields[index] is { Length: > 0 } text ? text : null;
        return [DraftOf(line, FieldOf(Column.Email) ?? "", FieldOf(Column.Name), FieldOf(Column.Language), FieldOf(Column.Message))];
    }

    /// <summary>"Peter Martin &lt;peter@yahoo.com&gt;" is an address with a name.</summary>
    private static InvitationDraft DraftOf(int line, string email, string? name, string? language, string? message)
    {
        if (email.EndsWith('>') && MailAddress.TryCreate(email, out var mail)) (email, name) = (mail.Address, name ?? (mail.DisplayName.Length > 0 ? mail.DisplayName : null));
        return new InvitationDraft(line, email, name, language?.ToLowerInvariant(), message?.ReplaceLineEndings("\n"));
    }

    // The parser names the last line of a record; people look for the first.
    private static int LinesWithin(string record) => record.TrimEnd('\r', '\n').Count(c => c == '\n');

    private static bool IsOpenAtEnd(string text) => text.Count(c => c == '"') % 2 == 1;

    private enum Column
    {
        Email,
        Name,
        Language,
        Message,
    }
}

/// <summary>What a list says.</summary>
internal abstract record ListReading
{
    private ListReading()
    {
    }

    public sealed record Read(IReadOnlyList<InvitationDraft> Drafts) : ListReading;

    public sealed record Empty : ListReading;

    public sealed record TooLong : ListReading;

    /// <param name="Line">From there on.</param>
    public sealed record Unreadable(int Line) : ListReading;
}
