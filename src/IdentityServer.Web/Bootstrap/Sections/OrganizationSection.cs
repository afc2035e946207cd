using System.Text.Json;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Bootstrap.Entries;

namespace IdentityServer.Web.Bootstrap.Sections;

/// <summary>"organizations", matched by slug.</summary>
internal sealed class OrganizationSection(IOrganizationRegistry registry) : IBootstrapSection
{
    public string Name => "organizations";

    public async Task PlanAsync(BootstrapPlan plan, CancellationToken ct)
    {
        foreach (var organization in await registry.ListAsync(ct)) plan.Organizations[organization.Slug] = organization;
        foreach (var entry in plan.Document.Organizations) Plan(plan, entry);
        foreach (var entry in plan.Document.Organizations) CheckDomains(plan, entry);
    }

    public async Task ExportAsync(Utf8JsonWriter json, ExportScope scope, CancellationToken ct)
    {
        foreach (var organization in await registry.ListAsync(ct)) OrganizationEntry.Shape.Write(json, organization);
    }

    private void Plan(BootstrapPlan plan, OrganizationEntry entry)
    {
        var existing = plan.Organizations.GetValueOrDefault(entry.Slug);
        var before = existing ?? OrganizationEntry.Blank(entry.Slug, Guid.CreateVersion7(plan.NowUtc));
        var after = entry.Change(before);
        plan.Organizations[entry.Slug] = after;
        Check(plan, entry, after.Policy);

        if (existing is null)
        {
            plan.Change($"organization {entry.Slug} added", () => registry.Add(after));
        }
        else if (OrganizationEntry.Shape.Differences(before, after) is { Count: > 0 } fields)
        {
            plan.Change($"organization {entry.Slug}: {string.Join(", ", fields)}", () => registry.Update(after));
        }
    }

    private static void Check(BootstrapPlan plan, OrganizationEntry entry, Policy policy)
    {
        foreach (var method in policy.RequiredMethods.Where(method => !policy.AllowedMethods.Contains(method)))
            plan.Report(entry.At("policy"), $"requiredMethods holds \"{method}\", which allowedMethods does not");

        if (policy.SecurityQuestions is 1 or 2) plan.Report(entry.At("policy"), "securityQuestions has to be 0 or from 3 to 5");
    }

    private static void CheckDomains(BootstrapPlan plan, OrganizationEntry entry)
    {
        foreach (var domain in plan.Organizations[entry.Slug].Domains)
        {
            var other = plan.Organizations.Values.FirstOrDefault(
                other => other.Slug != entry.Slug && other.Domains.Contains(domain, StringComparer.OrdinalIgnoreCase));
            if (other is not null) plan.Report(entry.At("domains"), $"the domain {domain} belongs to the organization {other.Slug}");
        }
    }
}
