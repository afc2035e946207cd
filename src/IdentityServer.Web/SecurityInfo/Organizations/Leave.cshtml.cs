using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.SecurityInfo.Organizations;

/// <summary>"Leave this organization": says what will happen, and does it.</summary>
[AccountPage(NeedsFreshProof = true)]
internal sealed class LeaveModel(OwnOrganizations own, TieChanges changes) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public OwnOrganization Own { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await own.FindAsGuestAsync(Id, ct) is not { } found) return NotFound();

        Own = found;
        return found.HasLeft ? new SeeOtherResult(IndexModel.Path) : Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await own.FindAsGuestAsync(Id, ct) is not { } found) return NotFound();

        // Sent twice: they have left already, as they wanted.
        return new SeeOtherResult(found.HasLeft || !await changes.LeaveAsync(found, ct) ? IndexModel.Path : IndexModel.Path + "?done=left");
    }
}
