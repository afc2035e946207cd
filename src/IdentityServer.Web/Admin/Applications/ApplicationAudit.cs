using System.Globalization;
using System.Text.Json;
using IdentityServer.Protocol.Clients;
using IdentityServer.SignIn.Audit;

namespace IdentityServer.Web.Admin.Applications;

/// <summary>How the log tells of applications: by the names of their metadata (RFC 7591).</summary>
internal static class ApplicationAudit
{
    public static string TargetOf(string clientId) => $"client {clientId}";

    public static AuditChanges Compare(Client before, Client after)
    {
        var (one, other) = (FieldsOf(before), FieldsOf(after));
        var changes = new AuditChanges();
        foreach (var name in one.Keys.Union(other.Keys)) changes.Add(name, one.GetValueOrDefault(name), other.GetValueOrDefault(name));
        return changes;
    }

    private static Dictionary<string, string?> FieldsOf(Client client)
    {
        // The blank that a new one starts from has no name yet.
        using var json = JsonDocument.Parse(ClientJson.Serialize(client));
        return json.RootElement.EnumerateObject().ToDictionary(field => field.Name, field => TextOf(field.Value), StringComparer.Ordinal);
    }

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(TextOf)),
        JsonValueKind.Number => value.GetInt64().ToString(CultureInfo.InvariantCulture),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };
}
