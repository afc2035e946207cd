using IdentityServer.SignIn.Administration;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Admin.Accounts;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Admin.Organizations;

/// <summary>"Organizations": those that whoever looks may see.</summary>
[ConsolePage(Permissions.ReadOrganizations)]
internal sealed class IndexModel(AccountReading reading, IOrganizationRegistry registry) : PageModel
{
    public const string Path = $"{ConsoleMap.Root}/organizations";

    public IReadOnlyList<Organization> All { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct) => All = await reading.ListOrganizationsAsync(Permissions.ReadOrganizations, registry, ct);
}
