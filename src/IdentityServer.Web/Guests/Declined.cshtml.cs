using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Shared;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Guests;

/// <summary>After "Cancel": nothing was accepted, and the way back stays open.</summary>
internal sealed class DeclinedModel(IOrganizationStore organizations, PageChrome chrome) : PageModel
{
    public async Task OnGetAsync(string? organization, CancellationToken ct)
    {
        if (organization is not null && await organizations.FindBySlugAsync(organization, ct) is { } found) chrome.Describe(found);
    }
}
