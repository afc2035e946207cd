using System.Buffers.Text;
using System.Text;
using IdentityServer.Protocol.Apis;
using IdentityServer.SignIn.Administration;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Admin.Apis;

/// <summary>An API, to be changed.</summary>
[ConsolePage(Permissions.ChangeServer, NeedsFreshProof = true)]
internal sealed class EditModel(ApiChanges changes, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Key { get; set; } = "";

    [BindProperty]
    public ApiDraft Draft { get; set; } = new();

    public Api Api { get; private set; } = null!;

    /// <summary>Null where it is no such key.</summary>
    public static string? ResourceOf(string key) => Base64Url.IsValid(key) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(key)) : null;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct)) return NotFound();

        Draft = ApiDraft.Of(Api);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (!await FindAsync(ct)) return NotFound();

        switch (await changes.ChangeAsync(Api, Draft, ct))
        {
            case ChangeOutcome.Saved:
                return new SeeOtherResult($"{IndexModel.Path}?done=saved");
            case ChangeOutcome.Refused refused:
                foreach (var problem in refused.Problems) ModelState.AddModelError($"{nameof(Draft)}.{problem.Field}", problem.Text);
                return Page();
            case ChangeOutcome.Conflict:
                if (!await FindAsync(ct)) return NotFound();

                // What was typed stays; sent again, it is based on what is there now.
                Draft.Version = Api.Version;
                ModelState.AddModelError("", texts["Something has changed meanwhile. Save again."]);
                return Page();
            default:
                return NotFound();
        }
    }

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        if (ResourceOf(Key) is not { } resource || await changes.FindAsync(resource, ct) is not { } api) return false;

        Api = api;
        return true;
    }
}
