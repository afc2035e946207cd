using IdentityServer.Protocol.Apis;
using IdentityServer.SignIn.Administration;
using IdentityServer.Web.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Admin.Apis;

/// <summary>An API's secret for introspection: shown once.</summary>
[ConsolePage(Permissions.ChangeServer, NeedsFreshProof = true)]
internal sealed class SecretModel(ApiChanges changes, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Key { get; set; } = "";

    public Api Api { get; private set; } = null!;

    /// <summary>On the one page that shows it.</summary>
    public string? Issued { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await FindAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct)) return NotFound();

        (_, Issued) = await changes.SetSecretAsync(Api, ct);
        if (Issued is null) ModelState.AddModelError("", texts["Something has changed meanwhile. Save again."]);
        return Page();
    }

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        if (EditModel.ResourceOf(Key) is not { } resource || await changes.FindAsync(resource, ct) is not { } api) return false;

        Api = api;
        return true;
    }
}
