using System.Text.Json;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Invitations;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Bootstrap.Entries;
using IdentityServer.Web.Bootstrap.Json;

namespace IdentityServer.Web.Bootstrap.Sections;

/// <summary>"invitations", matched by organization and address. One that was accepted or is still open is left alone.</summary>
internal sealed class InvitationSection(IInvitationStore invitations, IAccountStore accounts, IOrganizationStore organizations) : IBootstrapSection
{
    public string Name => "invitations";

    public async Task PlanAsync(BootstrapPlan plan, CancellationToken ct)
    {
        if (plan.Document.Invitations.Count == 0) return;

        var open = (await invitations.ListOpenAsync(plan.NowUtc, ct))
            .Select(invitation => Key(invitation.OrganizationId, invitation.Email))
            .ToHashSet();
        foreach (var entry in plan.Document.Invitations)
        {
            if (entry.ClientId is { } client && !plan.ClientIds.Contains(client.Value))
                plan.Report(client.Place, $"there is no client \"{client.Value}\"");
            if (plan.Find(entry.Organization) is not { } organization) continue;
            if (open.Contains(Key(organization.Id, entry.Email.Value)) || await IsInsideAsync(organization.Id, entry.Email.Value, ct)) continue;

            await PlanAsync(plan, entry, organization, ct);
        }
    }

    public async Task ExportAsync(Utf8JsonWriter json, ExportScope scope, CancellationToken ct)
    {
        foreach (var invitation in await invitations.ListOpenAsync(scope.NowUtc, ct))
        {
            json.WriteStartObject();
            json.WriteString("organization", scope.Slugs[invitation.OrganizationId]);
            json.WriteString("email", EnvironmentText.Escape(invitation.Email));
            if (invitation.DisplayName is { } name) json.WriteString("displayName", EnvironmentText.Escape(name));
            if (invitation.Culture is { } culture) json.WriteString("culture", culture);
            if (invitation.ClientId is { } client) json.WriteString("client_id", EnvironmentText.Escape(client));
            json.WriteEndObject();
        }
    }

    private async Task PlanAsync(BootstrapPlan plan, InvitationEntry entry, Organization organization, CancellationToken ct)
    {
        if (await invitations.FindOpenAsync(organization.Id, entry.Email.Value, ct) is { } expired)
        {
            plan.Change($"invitation of {entry.Email.Value} to {organization.Slug} sent anew", () => invitations.Update(expired.SentAnew(plan.NowUtc)));
            return;
        }

        var lifetime = TimeSpan.FromHours(organization.Policy.Guests.InvitationHours);
        var invitation = new Invitation
        {
            Id = Guid.CreateVersion7(plan.NowUtc),
            OrganizationId = organization.Id,
            Email = entry.Email.Value,
            DisplayName = entry.DisplayName,
            Culture = entry.Culture,
            ClientId = entry.ClientId?.Value,
            CreatedUtc = plan.NowUtc,
            Lifetime = lifetime,
            ExpiresUtc = plan.NowUtc + lifetime,
        };
        plan.Change($"invitation of {entry.Email.Value} to {organization.Slug} added", () => invitations.Add(invitation));
    }

    private async Task<bool> IsInsideAsync(Guid organizationId, string email, CancellationToken ct)
    {
        var account = await accounts.FindAsync(new AccountIdentifier(AccountIdentifierKind.Email, AccountIdentifier.NormalizeName(email)), ct);
        if (account is null) return false;

        return (await organizations.ListMembershipsAsync(account.Id, ct)).Any(membership => membership.OrganizationId == organizationId);
    }

    private static (Guid, string) Key(Guid organizationId, string email) => (organizationId, AccountIdentifier.NormalizeName(email));
}
