using IdentityServer.Web.Bootstrap.Json;

namespace IdentityServer.Web.Bootstrap.Fields;

/// <summary>Takes the fields of one object, and reports those that nobody took.</summary>
internal sealed class FieldReader(JsonPart.Fields part, Problems problems)
{
    private readonly Dictionary<string, JsonPart> _left = new(part.Members, StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    internal Place Place => part.Place;

    /// <summary>Where each field stands; for one that is left out, where its object begins.</summary>
    internal Func<string, Place> At { get; } = name => part.Members.FirstOrDefault(member => member.Key == name).Value?.Place ?? part.Place.Of(name);

    internal bool Has(string name) => part.Members.Any(member => member.Key == name);

    internal Problems Problems => problems;

    /// <summary>Null, with the problem reported, for anything but an object.</summary>
    internal static FieldReader? Open(JsonPart part, Problems problems)
    {
        if (part is JsonPart.Fields fields) return new(fields, problems);

        problems.ReportKind(part, "an object");
        return null;
    }

    /// <summary>The field's part, null if it is left out. A field that must be there is reported.</summary>
    internal JsonPart? Take(string name, bool required = false)
    {
        _known.Add(name);
        if (_left.Remove(name, out var found)) return found;

        if (required) problems.Report(Place, $"the field \"{name}\" is missing");
        return null;
    }

    /// <summary>Null if the field is left out, null in the file, or wrong (and reported).</summary>
    internal Given<T>? Take<T>(string name, Form<T> form, bool required = false)
    {
        var taken = Take(name, required);
        if (taken is null || (taken is JsonPart.Nothing && !required)) return null;
        return form.TryRead(taken, problems, out var value) ? new(value, taken.Place) : null;
    }

    /// <summary>All that is left and has such a name.</summary>
    internal IReadOnlyList<KeyValuePair<string, JsonPart>> TakeWhere(Func<string, bool> matches)
    {
        var taken = _left.Where(member => matches(member.Key)).ToList();
        foreach (var (name, _) in taken) _left.Remove(name);
        return taken;
    }

    /// <summary>Reports whatever is left.</summary>
    internal void Close()
    {
        foreach (var (name, left) in _left)
        {
            var meant = _known.FirstOrDefault(known => Spelling.IsClose(known, name));
            problems.Report(left.Place, meant is null ? "unknown field" : $"unknown field; did you mean \"{meant}\"?");
        }
    }
}
