using System.Text.Json;
using IdentityServer.Protocol;
using IdentityServer.Protocol.Clients;
using IdentityServer.Web.Bootstrap.Entries;
using IdentityServer.Web.Bootstrap.Fields;
using IdentityServer.Web.Bootstrap.Json;

namespace IdentityServer.Web.Bootstrap.Sections;

/// <summary>"clients", matched by client_id.</summary>
internal sealed class ClientSection(IClientRegistry registry) : IBootstrapSection
{
    public string Name => "clients";

    public async Task PlanAsync(BootstrapPlan plan, CancellationToken ct)
    {
        var clients = (await registry.ListAsync(ct)).ToDictionary(client => client.ClientId, StringComparer.Ordinal);
        foreach (var entry in plan.Document.Clients) Plan(plan, entry, clients.GetValueOrDefault(entry.Client.ClientId));
        plan.ClientIds.UnionWith(clients.Keys);
        plan.ClientIds.UnionWith(plan.Document.Clients.Select(entry => entry.Client.ClientId));
    }

    public async Task ExportAsync(Utf8JsonWriter json, ExportScope scope, CancellationToken ct)
    {
        foreach (var client in await registry.ListAsync(ct)) Export(json, client, scope);
    }

    private void Plan(BootstrapPlan plan, ClientEntry entry, Client? existing)
    {
        var client = entry.Client with
        {
            OrganizationId = plan.Find(entry.Organization)?.Id,
            Version = existing?.Version ?? Guid.Empty,
            Secrets = entry.Client.IsPublic ? [] : SecretsOf(entry.Secrets, existing?.Secrets ?? [], plan.NowUtc),
        };
        Check(plan, entry, client);

        if (existing is null)
        {
            plan.Change($"client {client.ClientId} added", () => registry.Add(client));
        }
        else if (Differences(existing, client) is { Count: > 0 } fields)
        {
            plan.Change($"client {client.ClientId}: {string.Join(", ", fields)}", () => registry.Update(client));
        }
    }

    private static void Check(BootstrapPlan plan, ClientEntry entry, Client client)
    {
        if (!client.IsPublic && client.Secrets.Count == 0 && entry.Secrets is null)
            plan.Report(entry.At("client_id"), $"a client that authenticates with {client.TokenEndpointAuthMethod} needs a client_secret");
        foreach (var scope in client.Scopes.Where(scope => !ScopeText.IsOpenIdScope(scope) && !plan.Scopes.Contains(scope)))
            plan.Report(entry.At("scope"), $"there is no scope \"{scope}\"");
    }

    private static List<ClientSecret> SecretsOf(IReadOnlyList<SecretEntry>? given, IReadOnlyList<ClientSecret> stored, DateTime nowUtc)
    {
        if (given is null) return [.. stored];

        var secrets = new List<ClientSecret>();
        foreach (var entry in given)
        {
            var isHash = SecretHash.IsHash(entry.Secret);
            var kept = stored.FirstOrDefault(secret => isHash ? secret.Hash == entry.Secret : SecretHash.Verify(entry.Secret, secret.Hash));
            secrets.Add(kept is null
                ? new(isHash ? entry.Secret : SecretHash.Create(entry.Secret), nowUtc, entry.ExpiresUtc)
                : kept with { ExpiresUtc = entry.ExpiresUtc });
        }

        return secrets;
    }

    private static List<string> Differences(Client before, Client after)
    {
        using var one = JsonDocument.Parse(ClientJson.Serialize(before));
        using var other = JsonDocument.Parse(ClientJson.Serialize(after));
        var names = one.RootElement.EnumerateObject().Concat(other.RootElement.EnumerateObject()).Select(field => field.Name).Distinct();

        var fields = names.Where(name => !Same(one.RootElement, other.RootElement, name)).ToList();
        if (before.OrganizationId != after.OrganizationId) fields.Add("organization");
        if (!before.Secrets.SequenceEqual(after.Secrets)) fields.Add("client_secret");
        return fields;
    }

    private static bool Same(JsonElement one, JsonElement other, string name) =>
        one.TryGetProperty(name, out var a) && other.TryGetProperty(name, out var b) && JsonElement.DeepEquals(a, b);

    private static void Export(Utf8JsonWriter json, Client client, ExportScope scope)
    {
        using var metadata = JsonDocument.Parse(ClientJson.Serialize(client));
        json.WriteStartObject();
        foreach (var field in metadata.RootElement.EnumerateObject())
        {
            json.WritePropertyName(field.Name);
            WriteEscaped(json, field.Value);
        }

        if (client.OrganizationId is { } organization) json.WriteString("organization", scope.Slugs[organization]);
        if (client.Secrets.Count > 0) WriteSecrets(json, client.Secrets);
        json.WriteEndObject();
    }

    private static void WriteSecrets(Utf8JsonWriter json, IReadOnlyList<ClientSecret> secrets)
    {
        json.WriteStartArray("client_secrets");
        foreach (var secret in secrets)
        {
            json.WriteStartObject();
            json.WriteString("client_secret", EnvironmentText.Escape(secret.Hash));
            if (secret.ExpiresUtc is { } expires)
            {
                json.WritePropertyName("expires_at");
                new TimeForm().Write(json, expires);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteEscaped(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                json.WriteStringValue(EnvironmentText.Escape(value.GetString()!));
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray()) WriteEscaped(json, item);
                json.WriteEndArray();
                break;
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    json.WritePropertyName(member.Name);
                    WriteEscaped(json, member.Value);
                }

                json.WriteEndObject();
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }
}
