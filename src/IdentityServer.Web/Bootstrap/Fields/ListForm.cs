using System.Text.Json;
using IdentityServer.Web.Bootstrap.Json;

namespace IdentityServer.Web.Bootstrap.Fields;

/// <summary>A list of one kind of value, none of them twice.</summary>
internal sealed class ListForm<T>(Form<T> item, Func<T, object>? key = null) : Form<IReadOnlyList<T>>
{
    internal override bool TryRead(JsonPart part, Problems problems, out IReadOnlyList<T> value)
    {
        var (values, seen, good) = (new List<T>(), new HashSet<object>(), true);
        value = values;
        if (part is not JsonPart.List list) return Wrong(part, problems, "a list");

        foreach (var entry in list.Items)
        {
            if (!item.TryRead(entry, problems, out var read))
            {
                good = false;
            }
            else if (!seen.Add(key is null ? read! : key(read)))
            {
                problems.Report(entry.Place, "this stands in the list twice");
                good = false;
            }
            else
            {
                values.Add(read);
            }
        }

        return good;
    }

    internal override void Write(Utf8JsonWriter json, IReadOnlyList<T> value)
    {
        json.WriteStartArray();
        foreach (var entry in value) item.Write(json, entry);
        json.WriteEndArray();
    }
}
