using System.Globalization;
using System.Text.Json;

namespace IdentityServer.Web.Bootstrap.Json;

/// <summary>A JSON value that knows where it stands.</summary>
internal abstract record JsonPart(Place Place)
{
    /// <summary>How a sentence calls this kind of value.</summary>
    internal abstract string Kind { get; }

    internal abstract void WriteTo(Utf8JsonWriter json);

    /// <summary>Prints no value: it may be a password.</summary>
    public sealed override string ToString() => $"{Kind} at {Place}";

    internal sealed record Text(Place Place, string Value) : JsonPart(Place)
    {
        internal override string Kind => "a text";

        internal override void WriteTo(Utf8JsonWriter json) => json.WriteStringValue(Value);
    }

    /// <param name="Whole">Null for one with a fraction or out of range.</param>
    internal sealed record Number(Place Place, int? Whole) : JsonPart(Place)
    {
        internal override string Kind => "a number";

        internal override void WriteTo(Utf8JsonWriter json) => json.WriteRawValue((Whole ?? 0).ToString(CultureInfo.InvariantCulture));
    }

    internal sealed record Flag(Place Place, bool Value) : JsonPart(Place)
    {
        internal override string Kind => Value ? "true" : "false";

        internal override void WriteTo(Utf8JsonWriter json) => json.WriteBooleanValue(Value);
    }

    internal sealed record Nothing(Place Place) : JsonPart(Place)
    {
        internal override string Kind => "null";

        internal override void WriteTo(Utf8JsonWriter json) => json.WriteNullValue();
    }

    /// <summary>A text that could not be read. What is wrong with it has been reported; nothing more needs to be.</summary>
    internal sealed record Broken(Place Place) : JsonPart(Place)
    {
        internal override string Kind => "a text";

        internal override void WriteTo(Utf8JsonWriter json) => json.WriteNullValue();
    }

    internal sealed record List(Place Place, IReadOnlyList<JsonPart> Items) : JsonPart(Place)
    {
        internal override string Kind => "a list";

        internal override void WriteTo(Utf8JsonWriter json)
        {
            json.WriteStartArray();
            foreach (var item in Items) item.WriteTo(json);
            json.WriteEndArray();
        }
    }

    internal sealed record Fields(Place Place, IReadOnlyList<KeyValuePair<string, JsonPart>> Members) : JsonPart(Place)
    {
        internal override string Kind => "an object";

        internal override void WriteTo(Utf8JsonWriter json)
        {
            json.WriteStartObject();
            foreach (var (name, value) in Members)
            {
                json.WritePropertyName(name);
                value.WriteTo(json);
            }

            json.WriteEndObject();
        }
    }
}
