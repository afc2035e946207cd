using System.Text.Json;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Bootstrap.Entries;
using IdentityServer.Web.Bootstrap.Json;

namespace IdentityServer.Web.Bootstrap.Sections;

/// <summary>"trustedAuthorities", matched by organization and certificate.</summary>
internal sealed class AuthoritySection(IOrganizationRegistry registry) : IBootstrapSection
{
    public string Name => "trustedAuthorities";

    public async Task PlanAsync(BootstrapPlan plan, CancellationToken ct)
    {
        if (plan.Document.TrustedAuthorities.Count == 0) return;

        var stored = (await registry.ListAuthoritiesAsync(ct))
            .ToLookup(authority => (authority.OrganizationId, AuthorityEntry.Thumbprint(authority.Certificate)));
        foreach (var entry in plan.Document.TrustedAuthorities)
        {
            if (plan.Find(entry.Organization) is { } organization)
                Plan(plan, entry, organization, stored[(organization.Id, AuthorityEntry.Thumbprint(entry.Certificate))].FirstOrDefault());
        }
    }

    public async Task ExportAsync(Utf8JsonWriter json, ExportScope scope, CancellationToken ct)
    {
        foreach (var authority in await registry.ListAuthoritiesAsync(ct))
        {
            json.WriteStartObject();
            json.WriteString("organization", scope.Slugs[authority.OrganizationId]);
            json.WriteString("certificate", authority.Certificate);
            json.WriteString("crl", authority.Crl is null ? null : EnvironmentText.Escape(authority.Crl));
            json.WriteString("mapping", authority.Mapping);
            json.WriteEndObject();
        }
    }

    private void Plan(BootstrapPlan plan, AuthorityEntry entry, Organization organization, TrustedAuthority? existing)
    {
        if (existing is null)
        {
            var added = new TrustedAuthority
            {
                Id = Guid.CreateVersion7(plan.NowUtc),
                OrganizationId = organization.Id,
                Certificate = entry.Certificate,
                Crl = entry.Crl,
                Mapping = entry.Mapping,
            };
            plan.Change($"trusted authority of {organization.Slug} added", () => registry.AddAuthority(added));
        }
        else if (existing.Crl != entry.Crl || existing.Mapping != entry.Mapping)
        {
            plan.Change(
                $"trusted authority of {organization.Slug}: {(existing.Crl == entry.Crl ? "mapping" : "crl")}",
                () => registry.UpdateAuthority(existing with { Crl = entry.Crl, Mapping = entry.Mapping }));
        }
    }
}
