using System.Text.Json;
using IdentityServer.Protocol.Apis;
using IdentityServer.Protocol.Clients;
using IdentityServer.Web.Bootstrap.Entries;
using IdentityServer.Web.Bootstrap.Json;

namespace IdentityServer.Web.Bootstrap.Sections;

/// <summary>"apis", matched by resource.</summary>
/// <param name="ownApis">The server's own, which are in no file.</param>
internal sealed class ApiSection(IApiRegistry registry, IEnumerable<Api> ownApis) : IBootstrapSection
{
    public string Name => "apis";

    public async Task PlanAsync(BootstrapPlan plan, CancellationToken ct)
    {
        var apis = (await registry.ListAsync(ct)).ToDictionary(api => api.Resource, StringComparer.Ordinal);
        foreach (var entry in plan.Document.Apis)
        {
            var existing = apis.GetValueOrDefault(entry.Api.Resource);
            var after = entry.Api with { SecretHash = SecretHashOf(entry, existing), Version = existing?.Version ?? Guid.Empty };
            apis[after.Resource] = after;
            Plan(plan, existing, after);
        }

        foreach (var own in ownApis)
        {
            if (apis.ContainsKey(own.Resource)) plan.Report(plan.Document.Apis.First(entry => entry.Api.Resource == own.Resource).At("resource"), "this is the server's own API");
            apis[own.Resource] = own;
        }

        foreach (var entry in plan.Document.Apis) CheckScopes(plan, entry, apis.Values);
        plan.Scopes.UnionWith(apis.Values.SelectMany(api => api.Scopes).Select(scope => scope.Name));
    }

    public async Task ExportAsync(Utf8JsonWriter json, ExportScope scope, CancellationToken ct)
    {
        foreach (var api in await registry.ListAsync(ct))
        {
            json.WriteStartObject();
            ApiEntry.Shape.WriteFields(json, api);
            if (api.SecretHash is not null) json.WriteString("secret", EnvironmentText.Escape(api.SecretHash));
            json.WriteEndObject();
        }
    }

    private void Plan(BootstrapPlan plan, Api? existing, Api after)
    {
        if (existing is null)
        {
            plan.Change($"API {after.Resource} added", () => registry.Add(after));
            return;
        }

        var fields = ApiEntry.Shape.Differences(existing, after).ToList();
        if (existing.SecretHash != after.SecretHash) fields.Add("secret");
        if (fields.Count > 0) plan.Change($"API {after.Resource}: {string.Join(", ", fields)}", () => registry.Update(after));
    }

    // A new hash of the same secret would be a change each time.
    private static string? SecretHashOf(ApiEntry entry, Api? existing)
    {
        if (entry.Secret is not { Value: var secret }) return existing?.SecretHash;
        if (SecretHash.IsHash(secret)) return secret;
        return existing?.SecretHash is { } kept && SecretHash.Verify(secret, kept) ? kept : SecretHash.Create(secret);
    }

    private static void CheckScopes(BootstrapPlan plan, ApiEntry entry, IEnumerable<Api> apis)
    {
        foreach (var scope in entry.Api.Scopes)
        {
            var other = apis.FirstOrDefault(other => other.Resource != entry.Api.Resource && other.Scopes.Any(theirs => theirs.Name == scope.Name));
            if (other is not null) plan.Report(entry.At("scopes"), $"the scope {scope.Name} belongs to the API {other.Resource}");
        }
    }
}
