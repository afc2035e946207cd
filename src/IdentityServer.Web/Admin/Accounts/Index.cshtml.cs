using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Administration;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Admin.Accounts;

/// <summary>"Accounts": who there is, searched, filtered and paged in the database.</summary>
[ConsolePage(Permissions.ReadAccounts)]
internal sealed class IndexModel(AccountReading reading, CurrentActor current, IOrganizationRegistry registry, IOrganizationStore organizations) : PageModel
{
    private const int LongestSearch = 200;

    public const string Path = $"{ConsoleMap.Root}/accounts";

    [BindProperty(Name = "q", SupportsGet = true)]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Organization { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Role { get; set; }

    /// <summary>"yes" or "no": with or without a second factor.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Protected { get; set; }

    [BindProperty(Name = Pager.Parameter, SupportsGet = true)]
    public int Number { get; set; } = 1;

    public AccountPage Found { get; private set; } = new([], 0);

    public IReadOnlyList<Organization> Organizations { get; private set; } = [];

    public bool MayCreate => current.Rights.MaySomewhere(Permissions.ChangeAccounts);

    public bool IsFiltered => Filters.Any(filter => filter.Value is not null);

    public bool ShowsOrganizations => Organizations.Count > 1;

    public Pager Pager => new(Number, AccountQuery.DefaultPageSize, Found.Items.Count, Found.Total, Path, Filters);

    private Dictionary<string, string?> Filters => new()
    {
        ["q"] = Search, ["state"] = State, ["organization"] = Organization, ["role"] = Role, ["protected"] = Protected,
    };

    public async Task OnGetAsync(CancellationToken ct)
    {
        Search = Search?.Trim() is { Length: > 0 and <= LongestSearch } search ? search : null;
        AccountState? state = Enum.TryParse<AccountState>(State, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : null;
        State = state?.ToString().ToLowerInvariant();
        Role = AdministrationRoles.All.FirstOrDefault(role => role == Role);
        Protected = Protected is "yes" or "no" ? Protected : null;
        Number = Math.Clamp(Number, 1, AccountQuery.LargestPage);
        Organizations = await reading.ListOrganizationsAsync(Permissions.ReadAccounts, registry, ct);
        var organization = Organization is { Length: > 0 } slug ? await organizations.FindBySlugAsync(slug, ct) : null;
        Organization = organization?.Slug;
        Found = await reading.SearchAsync(
            query => query with
            {
                Search = Search, State = state, OrganizationId = organization?.Id, Role = Role, IsProtected = Protected is { } wanted ? wanted == "yes" : null, Page = Number,
            },
            ct);
    }
}
