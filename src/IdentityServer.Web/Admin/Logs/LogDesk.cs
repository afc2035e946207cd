using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Administration;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Organizations;

namespace IdentityServer.Web.Admin.Logs;

/// <summary>Turns what somebody typed into a log's filters into what can be looked for.</summary>
internal sealed class LogDesk(CurrentActor current, IAccountStore accounts, IOrganizationStore organizations, ActorAudit audit, IUnitOfWork work, TimeProvider clock)
{
    /// <summary>Rows on a page.</summary>
    public const int PageSize = 50;

    private const int LongestText = 256;

    /// <summary>Stands for what there is not: nothing is found, whether it doesn't exist or belongs to others.</summary>
    private static readonly Guid Nobody = Guid.Empty;

    public Reach Reach => current.Rights.ReachOf(Permissions.ReadLogs);

    public DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>There is more than one organization to choose from.</summary>
    public bool HasOrganizations => Reach.OrganizationIds is not { Count: 1 };

    /// <summary>Trimmed, and null where there is nothing to look for.</summary>
    public static string? Clean(string? typed) => typed?.Trim() is { Length: > 0 } text ? text[..Math.Min(text.Length, LongestText)] : null;

    /// <summary>By id, user name, e-mail or phone; null where nothing was typed.</summary>
    public async Task<Guid?> FindAccountAsync(string? typed, CancellationToken ct)
    {
        if (Clean(typed) is not { } text) return null;
        if (Guid.TryParse(text, out var id)) return id;
        return AccountIdentifier.Parse(text) is { } identifier && await accounts.FindAsync(identifier, ct) is { } account ? account.Id : Nobody;
    }

    /// <summary>By its short name; null where nothing was typed.</summary>
    public async Task<Guid?> FindOrganizationAsync(string? typed, CancellationToken ct)
    {
        if (Clean(typed) is not { } text) return null;
        return await organizations.FindBySlugAsync(text.ToLowerInvariant(), ct) is { } organization ? organization.Id : Nobody;
    }

    /// <summary>Who takes logs away is noted in them.</summary>
    public async Task NoteExportAsync(string log, string filters, CancellationToken ct)
    {
        audit.Note(AuditEvents.LogsExported, null, Reach.OrganizationIds is { Count: 1 } one ? one.First() : null, target: log, detail: filters);
        await work.SaveAsync(ct);
    }
}
