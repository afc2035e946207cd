using IdentityServer.SignIn;
using IdentityServer.SignIn.Administration;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Bootstrap.Entries;
using IdentityServer.Web.Localization;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Admin.Organizations;

/// <summary>Changes what an organization asks for.</summary>
internal sealed class OrganizationChanges(
    CurrentActor current, IOrganizationRegistry registry, ActorAudit audit, IUnitOfWork unitOfWork, IStringLocalizer<Texts> texts)
{
    public async Task<ChangeOutcome> ChangePolicyAsync(Organization organization, PolicyDraft draft, CancellationToken ct)
    {
        if (!current.Rights.May(Permissions.ChangeOrganizations, organization.Id)) return new ChangeOutcome.Forbidden();
        if (draft.Version != organization.Version) return new ChangeOutcome.Conflict();

        var (policy, problems) = draft.Apply(organization.Policy, texts);
        if (problems.Count > 0) return new ChangeOutcome.Refused(problems);

        var changes = new AuditChanges();
        foreach (var (name, before, after) in PolicyShape.Fields.Compare(organization.Policy, policy)) changes.Add($"policy.{name}", before, after);
        if (changes.IsEmpty) return new ChangeOutcome.Saved(organization.Slug);

        registry.Update(organization with { Policy = policy });
        audit.Note(AuditEvents.OrganizationChanged, null, organization.Id, changes, $"organization {organization.Slug}");
        return await unitOfWork.SaveAsync(ct) is SaveOutcome.Saved ? new ChangeOutcome.Saved(organization.Slug) : new ChangeOutcome.Conflict();
    }
}
