using System.Globalization;
using System.Text.Json;
using IdentityServer.Web.Bootstrap.Json;

namespace IdentityServer.Web.Bootstrap.Fields;

/// <summary>true or false.</summary>
internal sealed class FlagForm : Form<bool>
{
    internal override bool TryRead(JsonPart part, Problems problems, out bool value)
    {
        value = part is JsonPart.Flag { Value: true };
        return part is JsonPart.Flag || Wrong(part, problems, "true or false");
    }

    internal override void Write(Utf8JsonWriter json, bool value) => json.WriteBooleanValue(value);
}

/// <summary>A whole number within limits.</summary>
internal sealed class NumberForm(int least, int most) : Form<int>
{
    internal override bool TryRead(JsonPart part, Problems problems, out int value)
    {
        value = 0;
        if (part is not JsonPart.Number number) return Wrong(part, problems, "a number");

        value = number.Whole ?? int.MinValue;
        if (number.Whole >= least && number.Whole <= most) return true;

        problems.Report(part.Place, $"this must be a whole number from {least} to {most}");
        return false;
    }

    internal override void Write(Utf8JsonWriter json, int value) => json.WriteNumberValue(value);
}

/// <summary>One of an enumeration's names.</summary>
internal sealed class ChoiceForm<T>(string what, params (string Name, T Value)[] choices) : Form<T>
    where T : struct, Enum
{
    internal override bool TryRead(JsonPart part, Problems problems, out T value)
    {
        value = default;
        if (part is not JsonPart.Text text) return Wrong(part, problems, "a text");

        foreach (var choice in choices.Where(choice => choice.Name == text.Value))
        {
            value = choice.Value;
            return true;
        }

        problems.Report(part.Place, $"unknown {what} \"{text.Value}\"; it is one of {string.Join(", ", choices.Select(choice => choice.Name))}");
        return false;
    }

    internal override void Write(Utf8JsonWriter json, T value) => json.WriteStringValue(choices.First(choice => choice.Value.Equals(value)).Name);
}

/// <summary>A day, or a point in time with its offset (ISO 8601); whole seconds.</summary>
internal sealed class TimeForm : Form<DateTime>
{
    private const string Day = "yyyy-MM-dd";

    private static readonly string[] Times = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    internal override bool TryRead(JsonPart part, Problems problems, out DateTime value)
    {
        value = default;
        if (part is not JsonPart.Text text) return Wrong(part, problems, "a date");

        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (DateTime.TryParseExact(text.Value, Day, CultureInfo.InvariantCulture, Utc, out value)) return true;

        // Without an offset the text would name another moment on every server.
        var hasOffset = text.Value.EndsWith('Z') || text.Value.LastIndexOfAny(['+', '-']) > Day.Length;
        if (hasOffset && DateTime.TryParseExact(text.Value, Times, CultureInfo.InvariantCulture, Utc, out value))
        {
            value = value.AddTicks(-(value.Ticks % TimeSpan.TicksPerSecond));
            return true;
        }

        problems.Report(part.Place, "this must be a date such as 2027-01-31, or a time such as 2027-01-31T12:00:00Z");
        return false;
    }

    internal override void Write(Utf8JsonWriter json, DateTime value) =>
        json.WriteStringValue(value.ToString(value.TimeOfDay == TimeSpan.Zero ? Day : "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
}

/// <summary>A value that may be null.</summary>
internal sealed class NullableForm<T>(Form<T> inner) : Form<T?>
    where T : struct
{
    internal override bool TryRead(JsonPart part, Problems problems, out T? value)
    {
        var good = inner.TryRead(part, problems, out var read);
        value = read;
        return good;
    }

    internal override void Write(Utf8JsonWriter json, T? value)
    {
        if (value is { } some) inner.Write(json, some);
        else json.WriteNullValue();
    }
}
