using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace IdentityServer.SignIn.Audit;

/// <summary>
/// Collects what a change changed, each field with its value before and after, for <see cref="AuditEntry.Changes"/>. What stayed the same is
/// left out. Never given a secret: of those only <see cref="AddHidden"/> tells.
/// </summary>
public sealed class AuditChanges
{
    /// <summary>Of the JSON.</summary>
    public const int MaxLength = 4_000;

    private const int MaxValueLength = 300;

    /// <summary>Room for the note that something was left out.</summary>
    private const int Margin = 40;

    private const string Hidden = "•••";

    private static readonly JavaScriptEncoder Readable = JavaScriptEncoder.Create(UnicodeRanges.All);

    private readonly List<AuditChange> _changes = [];

    public bool IsEmpty => _changes.Count is 0;

    public AuditChanges Add(string field, string? before, string? after)
    {
        if (!string.Equals(before, after, StringComparison.Ordinal)) _changes.Add(new(field, Clip(before), Clip(after)));
        return this;
    }

    public AuditChanges Add(string field, bool? before, bool? after) => Add(field, TextOf(before), TextOf(after));

    /// <summary>A number, a time, an enumeration's value.</summary>
    public AuditChanges Add<T>(string field, T? before, T? after)
        where T : struct, IFormattable => Add(field, TextOf(before), TextOf(after));

    public AuditChanges Add(string field, IEnumerable<string>? before, IEnumerable<string>? after) => Add(field, TextOf(before), TextOf(after));

    /// <summary>That it was changed, of what nobody may read.</summary>
    public AuditChanges AddHidden(string field, bool changed)
    {
        if (changed) _changes.Add(new(field, Hidden, Hidden));
        return this;
    }

    /// <summary><c>{"field":["before","after"]}</c>, at most <see cref="MaxLength"/> characters; null if nothing changed.</summary>
    public override string? ToString()
    {
        if (IsEmpty) return null;

        var parts = new List<string>();
        var length = 2;
        foreach (var change in _changes)
        {
            var part = $"{Quote(change.Field)}:[{Quote(change.Before)},{Quote(change.After)}]";
            if (length + part.Length + 1 > MaxLength - Margin) break;
            parts.Add(part);
            length += part.Length + 1;
        }

        if (parts.Count < _changes.Count) parts.Add($"\"…\":[null,\"+ {_changes.Count - parts.Count}\"]");
        return $"{{{string.Join(',', parts)}}}";
    }

    /// <summary>The changes of an entry; none if it tells of none.</summary>
    public static IReadOnlyList<AuditChange> Read(string? json)
    {
        if (json is null) return [];

        try
        {
            using var document = JsonDocument.Parse(json);
            return [.. document.RootElement.EnumerateObject().Select(field => new AuditChange(field.Name, field.Value[0].GetString(), field.Value[1].GetString()))];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or IndexOutOfRangeException)
        {
            // Somebody changed the row by hand: shown as it stands.
            return [new AuditChange("?", null, json)];
        }
    }

    private static string? TextOf(bool? value) => value is null ? null : value.Value ? "true" : "false";

    private static string? TextOf<T>(T? value)
        where T : struct, IFormattable => value?.ToString(value is DateTime ? "u" : null, CultureInfo.InvariantCulture);

    private static string? TextOf(IEnumerable<string>? values) => values is null ? null : string.Join(", ", values);

    private static string? Clip(string? text) => text is { Length: > MaxValueLength } ? text[..(MaxValueLength - 1)] + "…" : text;

    private static string Quote(string? text) => text is null ? "null" : $"\"{Readable.Encode(text)}\"";
}

/// <summary>A field with its value before and after.</summary>
public sealed record AuditChange(string Field, string? Before, string? After);
