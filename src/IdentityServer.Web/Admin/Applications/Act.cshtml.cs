using IdentityServer.SignIn.Administration;
using IdentityServer.Web.Admin.Accounts;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Admin.Applications;

/// <summary>Asks whether it is meant before an application is switched off, switched on or deleted.</summary>
[ConsolePage(Permissions.ChangeApplications, NeedsFreshProof = true)]
internal sealed class ActModel(ApplicationReading reading, ApplicationChanges changes, IStringLocalizer<Texts> texts) : PageModel
{
    private const string Disable = "disable", Enable = "enable";

    [BindProperty(SupportsGet = true)]
    public string Key { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string Act { get; set; } = "";

    public ApplicationSheet Sheet { get; private set; } = null!;

    public ActTexts Words => Act switch
    {
        Disable => new(
            texts["Switch {0} off?", Sheet.Name], texts["Nobody can sign in to it, and it gets no tokens. Access tokens that it holds are good until they end. Its settings stay."], texts["Switch off"]),
        Enable => new(texts["Switch {0} on?", Sheet.Name], texts["People can sign in to it again."], texts["Switch on"]),
        _ => new(texts["Delete {0}?", Sheet.Name], texts["It is gone for good, with its secrets, tokens, consents and assignments. To pause it, switch it off instead."], texts["Delete"]),
    };

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await FindAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct)) return NotFound();

        var outcome = Act switch
        {
            Disable => await changes.SetDisabledAsync(Sheet, true, ct),
            Enable => await changes.SetDisabledAsync(Sheet, false, ct),
            _ => await changes.DeleteAsync(Sheet, ct),
        };
        return outcome switch
        {
            ChangeOutcome.Saved => new SeeOtherResult(Act is Disable or Enable ? $"{Sheet.Path}?done={Act}" : $"{IndexModel.Path}?done=deleted"),
            ChangeOutcome.Conflict => new SeeOtherResult(Request.Path),
            _ => NotFound(),
        };
    }

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        if (await reading.FindByKeyAsync(Key, ct) is not { MayChange: true } sheet) return false;

        Sheet = sheet;
        return true;
    }
}
