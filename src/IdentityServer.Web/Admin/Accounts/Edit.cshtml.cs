using IdentityServer.SignIn.Administration;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Admin.Accounts;

/// <summary>The account's sheet, to be changed.</summary>
[ConsolePage(Permissions.ChangeAccounts, NeedsFreshProof = true)]
internal sealed class EditModel(AccountReading reading, AccountChanges changes, CurrentActor current, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public AccountDraft Draft { get; set; } = new();

    public AccountSheet Sheet { get; private set; } = null!;

    public SheetForm Form => new(Draft, Sheet.Home, IsNew: false, ShowsServerRoles: current.Rights.Everywhere.HasFlag(Permissions.ChangeServer));

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await FindAsync(ct) is not { } sheet) return NotFound();

        Draft = AccountDraft.Of(sheet.Account, sheet.Tie);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (await FindAsync(ct) is not { } sheet) return NotFound();

        // Roles over the server are only among the fields for those who may give them.
        if (!Form.ShowsServerRoles) Draft.ServerRoles = [.. sheet.Account.ServerRoles];
        switch (await changes.ChangeAsync(sheet, Draft, ct))
        {
            case ChangeOutcome.Saved:
                return new SeeOtherResult($"{sheet.Path}?done=saved");
            case ChangeOutcome.Refused refused:
                foreach (var problem in refused.Problems) ModelState.AddModelError($"{nameof(Draft)}.{problem.Field}", problem.Text);
                return Page();
            case ChangeOutcome.Conflict:
                // What was typed stays; sent again, it is based on what is there now.
                Draft.Version = (await reading.FindAsync(Id, ct))?.Account.Version ?? Guid.Empty;
                ModelState.AddModelError("", texts["Somebody else has changed this account meanwhile. Look at what you have typed, and save again to put it in the place of theirs."]);
                return Page();
            default:
                return NotFound();
        }
    }

    private async Task<AccountSheet?> FindAsync(CancellationToken ct) => await reading.FindAsync(Id, ct) is { MayChange: true } sheet ? Sheet = sheet : null;
}
