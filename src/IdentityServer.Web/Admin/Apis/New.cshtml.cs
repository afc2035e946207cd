using IdentityServer.SignIn.Administration;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Admin.Apis;

/// <summary>"New API".</summary>
[ConsolePage(Permissions.ChangeServer, NeedsFreshProof = true)]
internal sealed class NewModel(ApiChanges changes) : PageModel
{
    [BindProperty]
    public ApiDraft Draft { get; set; } = new();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        switch (await changes.CreateAsync(Draft, ct))
        {
            case ChangeOutcome.Saved:
                return new SeeOtherResult($"{IndexModel.Path}?done=saved");
            case ChangeOutcome.Refused refused:
                foreach (var problem in refused.Problems) ModelState.AddModelError($"{nameof(Draft)}.{problem.Field}", problem.Text);
                return Page();
            default:
                return NotFound();
        }
    }
}
