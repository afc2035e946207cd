using IdentityServer.SignIn.Administration;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Admin.Applications;

/// <summary>An application's settings, to be changed.</summary>
[ConsolePage(Permissions.ChangeApplications, NeedsFreshProof = true)]
internal sealed class EditModel(ApplicationReading reading, ApplicationChanges changes, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Key { get; set; } = "";

    [BindProperty]
    public ApplicationDraft Draft { get; set; } = new();

    public ApplicationSheet Sheet { get; private set; } = null!;

    public ApplicationForm Form => new(Draft, ApplicationKinds.Of(Sheet.Client), Scopes, IsNew: false);

    private IReadOnlyList<ScopeChoice> Scopes { get; set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await FindAsync(ct) is not { } sheet) return NotFound();

        Draft = ApplicationDraft.Of(sheet.Client);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (await FindAsync(ct) is not { } sheet) return NotFound();

        switch (await changes.ChangeAsync(sheet, Draft, ct))
        {
            case ChangeOutcome.Saved:
                return new SeeOtherResult($"{sheet.Path}?done=saved");
            case ChangeOutcome.Refused refused:
                foreach (var problem in refused.Problems) ModelState.AddModelError(problem.Field.Length is 0 ? "" : $"{nameof(Draft)}.{problem.Field}", problem.Text);
                return Page();
            case ChangeOutcome.Conflict:
                // What was typed stays; sent again, it is based on what is there now.
                Draft.Version = (await reading.FindByKeyAsync(Key, ct))?.Client.Version ?? Guid.Empty;
                ModelState.AddModelError("", texts["Somebody else has changed this application meanwhile. Look at what you have typed, and save again to put it in the place of theirs."]);
                return Page();
            default:
                return NotFound();
        }
    }

    private async Task<ApplicationSheet?> FindAsync(CancellationToken ct)
    {
        if (await reading.FindByKeyAsync(Key, ct) is not { MayChange: true } sheet) return null;

        Scopes = await reading.ListScopesAsync(ct);
        return Sheet = sheet;
    }
}
