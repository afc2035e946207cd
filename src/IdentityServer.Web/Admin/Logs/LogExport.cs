using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using CsvHelper;
using CsvHelper.Configuration;
using Microsoft.AspNetCore.Mvc;

namespace IdentityServer.Web.Admin.Logs;

/// <summary>A column of an export, which is also a property of its JSON.</summary>
internal sealed record LogColumn<T>(string Name, Func<T, object?> Read);

/// <summary>Streams all that was filtered as a file, so that a log of any length takes no memory.</summary>
/// <param name="prepare">Called with each piece before it is written.</param>
internal sealed class LogExport<T>(
    string name, bool asCsv, IReadOnlyList<LogColumn<T>> columns, IAsyncEnumerable<T> items, Func<IReadOnlyCollection<T>, Task> prepare) : IActionResult
{
    private const int PieceSize = 500;

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    // What a spreadsheet would take for a formula gets an apostrophe before it: strangers write their names and browsers into the log.
    private static readonly CsvConfiguration Csv = new(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape };

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var (response, ct) = (context.HttpContext.Response, context.HttpContext.RequestAborted);
        response.ContentType = asCsv ? "text/csv; charset=utf-8" : "application/json; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"{name}.{(asCsv ? "csv" : "json")}\"";
        response.Headers.CacheControl = "no-store";

        // The mark tells spreadsheets that it is UTF-8.
        await response.WriteAsync(asCsv ? "\ufeff" + CsvLine(columns.Select(column => column.Name)) : "[", ct);
        var isFirst = true;
        await foreach (var piece in items.Chunk(PieceSize).WithCancellation(ct))
        {
            await prepare(piece);
            await response.WriteAsync(asCsv ? CsvOf(piece) : JsonOf(piece, isFirst), ct);
            isFirst = false;
        }

        if (!asCsv) await response.WriteAsync("]\n", ct);
    }

    private string CsvOf(T[] piece) => string.Concat(piece.Select(item => CsvLine(columns.Select(column => TextOf(column.Read(item))))));

    private static string CsvLine(IEnumerable<string?> fields)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = new CsvWriter(text, Csv, leaveOpen: true))
        {
            foreach (var field in fields) csv.WriteField(field);
            csv.NextRecord();
        }

        return text.ToString();
    }

    private string JsonOf(T[] piece, bool isFirst)
    {
        var text = new StringBuilder();
        foreach (var item in piece)
        {
            text.Append(isFirst ? "\n" : ",\n").Append(JsonOf(item));
            isFirst = false;
        }

        return text.ToString();
    }

    private string JsonOf(T item)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, Readable))
        {
            json.WriteStartObject();
            foreach (var column in columns) Write(json, column.Name, column.Read(item));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null:
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            case int number:
                json.WriteNumber(name, number);
                break;
            default:
                json.WriteString(name, TextOf(value));
                break;
        }
    }

    private static string? TextOf(object? value) => value switch
    {
        null => null,
        bool flag => flag ? "true" : "false",
        DateTime time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
        Guid id => id.ToString("D"),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
