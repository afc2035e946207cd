using IdentityServer.SignIn.Administration;
using IdentityServer.Web.Admin.Accounts;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Admin.Access;

/// <summary>"Options and rights": a person's access to an application, and their roles there.</summary>
[ConsolePage(Permissions.ChangeApplications, NeedsFreshProof = true)]
internal sealed class OptionsModel(AccountReading reading, AccountAccess accesses) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public string Key { get; set; } = "";

    [BindProperty]
    public bool IsAssigned { get; set; }

    [BindProperty]
    public List<string> Roles { get; set; } = [];

    public AccountSheet Sheet { get; private set; } = null!;

    public ApplicationAccess Access { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await FindAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct)) return NotFound();

        return await accesses.SetAsync(Sheet, Access, IsAssigned, Roles, ct) switch
        {
            ChangeOutcome.Saved => new SeeOtherResult($"{Sheet.Path}?done=saved"),
            ChangeOutcome.Conflict => new SeeOtherResult(Request.Path),
            _ => NotFound(),
        };
    }

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        if (await reading.FindAsync(Id, ct) is not { } sheet || !accesses.MayChange(sheet) || await accesses.FindAsync(sheet, Key, ct) is not { } access) return false;

        (Sheet, Access) = (sheet, access);
        return true;
    }
}
