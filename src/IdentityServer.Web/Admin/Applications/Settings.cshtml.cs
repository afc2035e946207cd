using IdentityServer.Protocol;
using IdentityServer.SignIn.Administration;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Admin.Applications;

/// <summary>What is set in the application, to be copied. Never its secret, which nobody knows any more.</summary>
[ConsolePage(Permissions.ReadApplications)]
internal sealed class SettingsModel(ApplicationReading reading, ProtocolOptions options) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Key { get; set; } = "";

    public ApplicationSheet Sheet { get; private set; } = null!;

    public ApplicationSettings Settings => new(options, Sheet.Client);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await reading.FindByKeyAsync(Key, ct) is not { } sheet) return NotFound();

        Sheet = sheet;
        return Page();
    }
}
