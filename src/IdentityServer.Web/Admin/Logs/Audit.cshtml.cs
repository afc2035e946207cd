using IdentityServer.SignIn.Administration;
using IdentityServer.SignIn.Audit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Admin.Logs;

/// <summary>Who did what, when, from where.</summary>
[ConsolePage(Permissions.ReadLogs)]
internal sealed class AuditModel(LogDesk desk, IAuditLogReader reader, LogNames names) : PageModel
{
    public const string Succeeded = "succeeded", Failed = "failed";

    [BindProperty(SupportsGet = true)]
    public string? Event { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Outcome { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Account { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Actor { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Organization { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Application { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Address { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Target { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Export { get; set; }

    public LogPeriod Period { get; private set; } = new(null, null);

    public bool HasOrganizations => desk.HasOrganizations;

    public LogNames Names => names;

    /// <summary>Filters that most don't need.</summary>
    public bool HasMoreFilters => new[] { Account, Actor, Organization, Application, Address, Target }.Any(typed => LogDesk.Clean(typed) is not null);

    public IReadOnlyList<AuditEntry> Entries { get; private set; } = [];

    public LogFoot Foot { get; private set; } = new(null, true);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Period = LogPeriod.Read(Request.Query, desk.Now);
        var query = await QueryAsync(ct);
        if (Export is LogLinks.Csv or LogLinks.Json)
        {
            await desk.NoteExportAsync("audit log", Request.QueryString.Value ?? "", ct);
            return new LogExport<AuditEntry>(
                "audit-log", Export is LogLinks.Csv, LogColumns.OfEntries(names), reader.ReadAsync(query, ct), piece => names.LearnAsync(piece, HttpContext.RequestAborted));
        }

        var after = LogCursor.Parse(After);
        var found = await reader.ListAsync(query, after, LogDesk.PageSize + 1, ct);
        Entries = [.. found.Take(LogDesk.PageSize)];
        Foot = new LogFoot(found.Count > LogDesk.PageSize ? new LogCursor(Entries[^1].AtUtc, Entries[^1].Id) : null, after is null);
        await names.LearnAsync(Entries, ct);
        return Page();
    }

    private async Task<AuditQuery> QueryAsync(CancellationToken ct) => new(desk.Reach)
    {
        FromUtc = Period.FromUtc,
        UntilUtc = Period.UntilUtc,
        Events = Event is { } chosen && EventTexts.All.Contains(chosen) ? [chosen] : [],
        Succeeded = Outcome switch { Succeeded => true, Failed => false, _ => null },
        AccountId = await desk.FindAccountAsync(Account, ct),
        ActorId = await desk.FindAccountAsync(Actor, ct),
        OrganizationId = await desk.FindOrganizationAsync(Organization, ct),
        ClientId = LogDesk.Clean(Application),
        Address = LogDesk.Clean(Address),
        Target = LogDesk.Clean(Target),
    };
}
