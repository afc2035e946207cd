using IdentityServer.Messaging.Outbox;
using IdentityServer.SignIn.Administration;
using IdentityServer.SignIn.Audit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Admin.Logs;

/// <summary>What became of messages, and what the providers said.</summary>
[ConsolePage(Permissions.ReadLogs)]
internal sealed class MessagesModel(LogDesk desk, IMessageReader reader, LogNames names) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Channel { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Organization { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Export { get; set; }

    public LogPeriod Period { get; private set; } = new(null, null);

    public bool HasOrganizations => desk.HasOrganizations;

    public LogNames Names => names;

    public IReadOnlyList<MessageTrace> Found { get; private set; } = [];

    public LogFoot Foot { get; private set; } = new(null, true);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Period = LogPeriod.Read(Request.Query, desk.Now);
        var query = await QueryAsync(ct);
        if (Export is LogLinks.Csv or LogLinks.Json)
        {
            await desk.NoteExportAsync("message log", Request.QueryString.Value ?? "", ct);
            return new LogExport<MessageTrace>(
                "messages", Export is LogLinks.Csv, LogColumns.OfMessages(names), reader.ReadAsync(query, ct), piece => LearnAsync(piece, HttpContext.RequestAborted));
        }

        var after = LogCursor.Parse(After);
        var found = await reader.ListAsync(query, after is null ? null : (after.AtUtc, after.Id), LogDesk.PageSize + 1, ct);
        Found = [.. found.Take(LogDesk.PageSize)];
        Foot = new LogFoot(found.Count > LogDesk.PageSize ? new LogCursor(Found[^1].CreatedUtc, Found[^1].Id) : null, after is null);
        await LearnAsync(Found, ct);
        return Page();
    }

    internal static T? Choice<T>(string? text)
        where T : struct, Enum => Enum.GetValues<T>().Where(value => value.ToString().Equals(text, StringComparison.OrdinalIgnoreCase)).Select(value => (T?)value).FirstOrDefault();

    private async Task LearnAsync(IReadOnlyCollection<MessageTrace> messages, CancellationToken ct)
    {
        foreach (var id in messages.Select(message => message.OrganizationId).OfType<Guid>().Distinct()) await names.LearnOrganizationAsync(id, ct);
    }

    private async Task<MessageQuery> QueryAsync(CancellationToken ct) => new(desk.Reach.OrganizationIds)
    {
        FromUtc = Period.FromUtc,
        UntilUtc = Period.UntilUtc,
        OrganizationId = await desk.FindOrganizationAsync(Organization, ct),
        Channel = Choice<Channel>(Channel),
        State = Choice<DeliveryState>(State),
        To = LogDesk.Clean(To),
    };
}
