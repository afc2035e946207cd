using IdentityServer.Protocol.Clients;
using IdentityServer.SignIn.Administration;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Admin.Applications;

/// <summary>"Applications": which there are, searched and paged in the database.</summary>
[ConsolePage(Permissions.ReadApplications)]
internal sealed class IndexModel(ApplicationReading reading, CurrentActor current) : PageModel
{
    private const int LongestSearch = 200;

    public const string Path = $"{ConsoleMap.Root}/applications";

    [BindProperty(Name = "q", SupportsGet = true)]
    public string? Search { get; set; }

    [BindProperty(Name = Pager.Parameter, SupportsGet = true)]
    public int Number { get; set; } = 1;

    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    public bool WasDeleted => Done == "deleted";

    public ClientPage Found { get; private set; } = new([], 0);

    public IReadOnlyDictionary<Guid, Organization> Owners { get; private set; } = new Dictionary<Guid, Organization>();

    public bool MayCreate => current.Rights.MaySomewhere(Permissions.ChangeApplications);

    public Pager Pager => new(Number, ClientQuery.DefaultPageSize, Found.Items.Count, Found.Total, Path, new Dictionary<string, string?> { ["q"] = Search });

    public async Task OnGetAsync(CancellationToken ct)
    {
        Search = Search?.Trim() is { Length: > 0 and <= LongestSearch } search ? search : null;
        Number = Math.Clamp(Number, 1, ClientQuery.LargestPage);
        Found = await reading.SearchAsync(query => query with { Search = Search, Page = Number }, ct);
        Owners = await reading.ReadOwnersAsync(Found.Items, ct);
    }
}
