using IdentityServer.Protocol.Clients;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Audit;
using IdentityServer.Web.Factors;
using IdentityServer.Web.SecurityInfo.NotMe;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.SecurityInfo;

/// <summary>The sign-ins of the last 30 days, those that failed too.</summary>
[AccountPage]
internal sealed class SignInsModel(
    CurrentAccount current, IAuditReader audit, IClientStore clients, FactorCatalog factors, NotMeLinks links, TimeProvider clock) : PageModel
{
    private const int PageSize = 20;

    private const int MostPages = 500;

    private static readonly TimeSpan Shown = TimeSpan.FromDays(30);

    private static readonly string[] Events = [AuditEvents.SignedIn, AuditEvents.FactorRejected, AuditEvents.Throttled];

    [BindProperty(SupportsGet = true)]
    public int Number { get; set; } = 1;

    public IReadOnlyList<Entry> Entries { get; private set; } = [];

    public bool HasMore { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        Number = Math.Clamp(Number, 1, MostPages);
        var since = clock.GetUtcNow().UtcDateTime - Shown;
        var found = await audit.ListAsync(current.Account.Id, Events, since, (Number - 1) * PageSize, PageSize + 1, ct);
        HasMore = found.Count > PageSize;

        var entries = new List<Entry>();
        foreach (var entry in found.Take(PageSize)) entries.Add(await DescribeAsync(entry, ct));
        Entries = entries;
    }

    private async Task<Entry> DescribeAsync(AuditEntry entry, CancellationToken ct)
    {
        var keys = entry.Event == AuditEvents.SignedIn ? entry.Detail?.Split(' ') ?? [] : [entry.FactorKey ?? ""];
        var application = entry.ClientId is { } id ? (await clients.FindAsync(id, ct))?.ClientName ?? id : null;
        return new Entry(entry.AtUtc, entry.Succeeded, application, entry.Address, entry.UserAgent, [.. keys.Where(factors.Has).Select(key => factors.PagesOf(key).Name)])
        {
            NotMePath = entry.Succeeded ? links.PathOf(current.Account.Id, entry.AtUtc, new Visitor(entry.Address, entry.UserAgent)) : null,
        };
    }

    /// <param name="Methods">English names.</param>
    internal sealed record Entry(DateTime AtUtc, bool Succeeded, string? Application, string? Address, string? UserAgent, IReadOnlyList<string> Methods)
    {
        /// <summary>Where to say that it was somebody else; null where nobody came in.</summary>
        public string? NotMePath { get; init; }
    }
}
