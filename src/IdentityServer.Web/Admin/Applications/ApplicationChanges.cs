using System.Buffers.Text;
using System.Security.Cryptography;
using IdentityServer.Protocol.Clients;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Administration;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.AdminApi;
using IdentityServer.Web.Localization;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Admin.Applications;

/// <summary>Makes, changes and deletes applications.</summary>
internal sealed class ApplicationChanges(
    CurrentActor current, ApplicationReading reading, IClientRegistry registry, ActorAudit audit, IUnitOfWork unitOfWork, IStringLocalizer<Texts> texts, TimeProvider clock)
{
    /// <param name="owner">Null: the whole server, which only those who look after it may choose.</param>
    /// <returns>And the secret, which nobody sees again; null where the application keeps none.</returns>
    public async Task<(ChangeOutcome Outcome, string? Secret)> CreateAsync(ApplicationKind kind, ApplicationDraft draft, Organization? owner, CancellationToken ct)
    {
        if (!ApplicationSheet.May(current.Rights, Permissions.ChangeApplications, Permissions.ChangeServer, owner?.Id)) return (new ChangeOutcome.Forbidden(), null);

        var clientId = draft.ClientId?.Trim() is { Length: > 0 } chosen ? chosen : Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(15));
        var blank = ApplicationKinds.Start(kind, clientId) with { OrganizationId = owner?.Id };
        var client = draft.Apply(blank);
        if (await CheckAsync(blank, client, ct) is { Count: > 0 } problems) return (new ChangeOutcome.Refused(problems), null);

        var secret = client.IsPublic ? null : ApplicationSecrets.NewSecret();
        if (secret is not null) client = client with { Secrets = [new ClientSecret(SecretHash.Create(secret), clock.GetUtcNow().UtcDateTime)] };
        registry.Add(client);
        Note(AuditEvents.ApplicationCreated, client, ApplicationAudit.Compare(blank with { ClientId = "" }, client).AddHidden("client_secret", secret is not null));
        return await SaveAsync(client, ct) is ChangeOutcome.Saved saved ? (saved, secret) : (new ChangeOutcome.Refused([Taken]), null);
    }

    public async Task<ChangeOutcome> ChangeAsync(ApplicationSheet sheet, ApplicationDraft draft, CancellationToken ct)
    {
        if (!sheet.MayChange) return new ChangeOutcome.Forbidden();

        // What the form showed is what the change is based on, not what is there by now.
        if (draft.Version != sheet.Client.Version) return new ChangeOutcome.Conflict();

        var after = draft.Apply(sheet.Client);
        if (await CheckAsync(sheet.Client, after, ct) is { Count: > 0 } problems) return new ChangeOutcome.Refused(problems);

        registry.Update(after);
        Note(AuditEvents.ApplicationChanged, after, ApplicationAudit.Compare(sheet.Client, after));
        return await SaveAsync(after, ct);
    }

    public async Task<ChangeOutcome> SetDisabledAsync(ApplicationSheet sheet, bool disabled, CancellationToken ct)
    {
        if (!sheet.MayChange) return new ChangeOutcome.Forbidden();
        if (sheet.Client.Disabled == disabled) return new ChangeOutcome.Saved(sheet.Client.ClientId);

        var after = sheet.Client with { Disabled = disabled };
        registry.Update(after);
        Note(AuditEvents.ApplicationChanged, after, ApplicationAudit.Compare(sheet.Client, after));
        return await SaveAsync(after, ct);
    }

    /// <summary>With all that it was given.</summary>
    public async Task<ChangeOutcome> DeleteAsync(ApplicationSheet sheet, CancellationToken ct)
    {
        if (!sheet.MayChange) return new ChangeOutcome.Forbidden();

        registry.Remove(sheet.Client);
        Note(AuditEvents.ApplicationDeleted, sheet.Client, null);
        return await SaveAsync(sheet.Client, ct);
    }

    private FieldProblem Taken => new(nameof(ApplicationDraft.ClientId), texts["Another application has this ID. Choose another one."]);

    private async Task<List<FieldProblem>> CheckAsync(Client before, Client client, CancellationToken ct)
    {
        var words = new ApplicationFields(texts);
        var problems = ClientValidation.Check(client).Select(words.Of).DistinctBy(problem => (problem.Field, problem.Text)).ToList();
        if (client.ClientName is null) problems.Insert(0, new(nameof(ApplicationDraft.Name), texts["Give the application a name."]));
        var known = (await reading.ListScopesAsync(ct)).Select(scope => scope.Name).Append("offline_access").ToHashSet(StringComparer.Ordinal);
        if (!client.Scopes.All(known.Contains)) problems.Add(new(nameof(ApplicationDraft.Scopes), texts["Choose among the permissions that there are."]));
        if (!current.Rights.Everywhere.HasFlag(Permissions.ChangeServer) && ApplicationKinds.SignsPeopleIn(client) && client.Scopes.Except(before.Scopes).FirstOrDefault(ManagementApi.Has) is { } strong)
            problems.Add(new(nameof(ApplicationDraft.Scopes), texts["Only those who look after the server give {0} to an application that people sign in to: it acts in their name, and some may do more than you.", strong]));
        return problems;
    }

    private void Note(string what, Client client, AuditChanges? changes) =>
        audit.Note(what, null, client.OrganizationId, changes, ApplicationAudit.TargetOf(client.ClientId));

    private async Task<ChangeOutcome> SaveAsync(Client client, CancellationToken ct) => await unitOfWork.SaveAsync(ct) switch
    {
        SaveOutcome.Saved => new ChangeOutcome.Saved(client.ClientId),
        SaveOutcome.Taken => new ChangeOutcome.Refused([Taken]),
        _ => new ChangeOutcome.Conflict(),
    };
}
