using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using IdentityServer.Web.Bootstrap.Json;

namespace IdentityServer.Web.Bootstrap.Fields;

/// <summary>
/// The fields of one kind of record, in one table for reading, writing and comparing. A field that is left out keeps what the
/// record has; null gives it back its default.
/// </summary>
/// <param name="blank">A record with every default.</param>
internal sealed class Shape<T>(T blank) : Form<T>
{
    private readonly List<Field> _fields = [];

    internal IEnumerable<string> Names => _fields.Select(known => known.Name);

    internal Shape<T> Add<V>(string name, Form<V> form, Func<T, V> get, Func<T, V, T> set, bool required = false)
    {
        _fields.Add(new(
            name,
            required,
            (part, problems) => part is JsonPart.Nothing && !required ? record => set(record, get(blank))
                : form.TryRead(part, problems, out var value) ? record => set(record, value)
                : null,
            (json, record) => form.Write(json, get(record))));
        return this;
    }

    /// <summary>A text that may be null.</summary>
    internal Shape<T> AddText(string name, TextRule rule, Func<T, string?> get, Func<T, string?, T> set)
    {
        var form = new TextForm(rule);
        _fields.Add(new(
            name,
            Required: false,
            (part, problems) => part is JsonPart.Nothing ? record => set(record, get(blank))
                : form.TryRead(part, problems, out var value) ? record => set(record, value)
                : null,
            (json, record) =>
            {
                if (get(record) is { } text) form.Write(json, text);
                else json.WriteNullValue();
            }));
        return this;
    }

    /// <summary>A field that is an object with fields of its own, of which again some may be left out.</summary>
    internal Shape<T> AddPart<V>(string name, Shape<V> shape, Func<T, V> get, Func<T, V, T> set)
    {
        _fields.Add(new(
            name,
            Required: false,
            (part, problems) =>
            {
                if (part is JsonPart.Nothing) return record => set(record, get(blank));
                if (FieldReader.Open(part, problems) is not { } fields) return null;

                var change = shape.Read(fields);
                fields.Close();
                return record => set(record, change(get(record)));
            },
            (json, record) => shape.Write(json, get(record))));
        return this;
    }

    /// <summary>Takes the fields of this shape; gives back what they change.</summary>
    internal Func<T, T> Read(FieldReader fields)
    {
        var changes = new List<Func<T, T>>();
        foreach (var field in _fields)
        {
            if (fields.Take(field.Name, field.Required) is { } part && field.Read(part, fields.Problems) is { } change) changes.Add(change);
        }

        return record => changes.Aggregate(record, (current, change) => change(current));
    }

    internal override bool TryRead(JsonPart part, Problems problems, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (FieldReader.Open(part, problems) is not { } fields) return false;

        value = Read(fields)(blank);
        fields.Close();
        return true;
    }

    internal void WriteFields(Utf8JsonWriter json, T record)
    {
        foreach (var field in _fields)
        {
            json.WritePropertyName(field.Name);
            field.Write(json, record);
        }
    }

    internal override void Write(Utf8JsonWriter json, T value)
    {
        json.WriteStartObject();
        WriteFields(json, value);
        json.WriteEndObject();
    }

    /// <summary>The names of the fields in which two records differ.</summary>
    internal IReadOnlyList<string> Differences(T before, T after) =>
        [.. _fields.Where(field => !WriteAlone(field, before).AsSpan().SequenceEqual(WriteAlone(field, after))).Select(field => field.Name)];

    /// <summary>Each field that differs, with its JSON before and after.</summary>
    internal IEnumerable<(string Name, string Before, string After)> Compare(T before, T after) => _fields
        .Select(field => (field.Name, Encoding.UTF8.GetString(WriteAlone(field, before)), Encoding.UTF8.GetString(WriteAlone(field, after))))
        .Where(field => field.Item2 != field.Item3);

    private static byte[] WriteAlone(Field field, T record)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text)) field.Write(json, record);
        return text.ToArray();
    }

    private sealed record Field(string Name, bool Required, Func<JsonPart, Problems, Func<T, T>?> Read, Action<Utf8JsonWriter, T> Write);
}
