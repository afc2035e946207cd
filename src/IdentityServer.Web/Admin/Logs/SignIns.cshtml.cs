using IdentityServer.SignIn.Administration;
using IdentityServer.SignIn.Audit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Admin.Logs;

/// <summary>Sign-ins, and how each ended.</summary>
[ConsolePage(Permissions.ReadLogs)]
internal sealed class SignInsModel(LogDesk desk, IAuditLogReader reader, LogNames names) : PageModel
{
    public const string Entered = "in", NotEntered = "out";

    [BindProperty(SupportsGet = true)]
    public string? Outcome { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Account { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Organization { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Application { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Address { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Export { get; set; }

    public LogPeriod Period { get; private set; } = new(null, null);

    public bool HasOrganizations => desk.HasOrganizations;

    public LogNames Names => names;

    public IReadOnlyList<SignInTrace> Traces { get; private set; } = [];

    public LogFoot Foot { get; private set; } = new(null, true);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Period = LogPeriod.Read(Request.Query, desk.Now);
        var query = await QueryAsync(ct);
        if (Export is LogLinks.Csv or LogLinks.Json)
        {
            await desk.NoteExportAsync("sign-in log", Request.QueryString.Value ?? "", ct);
            return new LogExport<SignInTrace>(
                "sign-ins", Export is LogLinks.Csv, LogColumns.OfSignIns(names), reader.ReadSignInsAsync(query, ct), piece => LearnAsync(piece, HttpContext.RequestAborted));
        }

        var after = LogCursor.Parse(After);
        var found = await reader.ListSignInsAsync(query, after, LogDesk.PageSize + 1, ct);
        Traces = [.. found.Take(LogDesk.PageSize)];
        Foot = new LogFoot(found.Count > LogDesk.PageSize ? Traces[^1].Cursor : null, after is null);
        await LearnAsync(Traces, ct);
        return Page();
    }

    private Task LearnAsync(IReadOnlyCollection<SignInTrace> traces, CancellationToken ct) => names.LearnAsync([.. traces.SelectMany(trace => trace.Steps)], ct);

    private async Task<SignInQuery> QueryAsync(CancellationToken ct) => new(
        new AuditQuery(desk.Reach)
        {
            FromUtc = Period.FromUtc,
            UntilUtc = Period.UntilUtc,
            AccountId = await desk.FindAccountAsync(Account, ct),
            OrganizationId = await desk.FindOrganizationAsync(Organization, ct),
            ClientId = LogDesk.Clean(Application),
            Address = LogDesk.Clean(Address),
        },
        Outcome switch { Entered => true, NotEntered => false, _ => null });
}
