using IdentityServer.Protocol.Clients;
using IdentityServer.SignIn.Administration;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Admin.Applications;

/// <summary>An application: what it is, its secrets, and what can be done with it.</summary>
[ConsolePage(Permissions.ReadApplications)]
internal sealed class ApplicationModel(ApplicationReading reading, ApplicationSecrets secrets) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Key { get; set; } = "";

    /// <summary>What has just been done, on the way back from another page.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    public ApplicationSheet Sheet { get; private set; } = null!;

    public IReadOnlyList<(ClientSecret Secret, DateTime? UsedUtc)> Secrets { get; private set; } = [];

    public bool MayAddSecret => secrets.MayAdd(Sheet);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await reading.FindByKeyAsync(Key, ct) is not { } sheet) return NotFound();

        Sheet = sheet;
        Secrets = await secrets.ListAsync(sheet, ct);
        return Page();
    }
}
