using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using IdentityServer.Protocol.Clients;
using IdentityServer.Web.Bootstrap.Fields;
using IdentityServer.Web.Bootstrap.Json;

namespace IdentityServer.Web.Bootstrap.Entries;

/// <summary>
/// Reads the fields that <see cref="Client"/> has: a field that the engine learns is known here too.
/// </summary>
internal static class ClientMetadata
{
    /// <summary>
    /// RFC 7591 §2 and OpenID Connect's logout specifications: kept and given back, without an effect yet. Nothing here asks for a
    /// protection: a field that does, and that the engine doesn't know, is an error rather than a promise not kept.
    /// </summary>
    private static readonly string[] KeptFields =
    [
        "contacts", "software_id", "software_version", "jwks", "jwks_uri", "token_endpoint_auth_signing_alg",
        "backchannel_logout_uri", "backchannel_logout_session_required", "frontchannel_logout_uri", "frontchannel_logout_session_required",
    ];

    /// <summary>RFC 7591 §2.2: these may be given in several languages, as in <c>client_name#fr</c>.</summary>
    private static readonly string[] TranslatedFields = ["client_name", "client_uri", "logo_uri", "policy_uri", "tos_uri"];

    private static readonly Dictionary<string, PropertyInfo> Properties = typeof(Client).GetProperties()
        .Where(property => !property.IsDefined(typeof(JsonIgnoreAttribute)) && !property.IsDefined(typeof(JsonExtensionDataAttribute)))
        .ToDictionary(property => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name), StringComparer.Ordinal);

    internal static IEnumerable<string> Names => Properties.Keys;

    /// <summary>Null if a field is wrong or the client_id is missing; reported then.</summary>
    internal static Client? Take(FieldReader fields)
    {
        var members = new List<KeyValuePair<string, JsonPart>>();
        var good = true;
        foreach (var (name, property) in Properties)
        {
            if (fields.Take(name, required: name == "client_id") is not { } part)
            {
                good &= name != "client_id";
            }
            else if (part is not JsonPart.Nothing || name == "client_id")
            {
                good &= HasType(part, property.PropertyType, fields.Problems);
                members.Add(new(name, part));
            }
        }

        members.AddRange(fields.TakeWhere(IsKept));
        return good ? ToClient(new JsonPart.Fields(fields.Place, members)) : null;
    }

    private static bool IsKept(string name) =>
        KeptFields.Contains(name) || (name.Split('#') is [var field, { Length: > 0 }] && TranslatedFields.Contains(field));

    private static bool HasType(JsonPart part, Type type, Problems problems)
    {
        var expected = Nullable.GetUnderlyingType(type) ?? type;
        var (fits, wanted) = expected switch
        {
            _ when expected == typeof(string) => (part is JsonPart.Text, "a text"),
            _ when expected == typeof(bool) => (part is JsonPart.Flag, "true or false"),
            _ when expected == typeof(int) => (part is JsonPart.Number { Whole: not null }, "a whole number"),
            _ when expected == typeof(IReadOnlyList<string>) => (IsTexts(part), "a list of texts"),
            _ => (true, ""),
        };
        if (!fits && !IsReported(part)) problems.Report(part.Place, $"this must be {wanted}");
        return fits;
    }

    private static bool IsTexts(JsonPart part) => part is JsonPart.List list && list.Items.All(item => item is JsonPart.Text);

    private static bool IsReported(JsonPart part) =>
        part is JsonPart.Broken || (part is JsonPart.List list && list.Items.Any(item => item is JsonPart.Broken));

    private static Client ToClient(JsonPart.Fields metadata)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text)) metadata.WriteTo(json);
        return ClientJson.Deserialize(Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length));
    }
}
