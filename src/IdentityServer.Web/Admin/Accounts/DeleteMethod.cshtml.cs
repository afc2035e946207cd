using IdentityServer.SignIn.Administration;
using IdentityServer.SignIn.Methods;
using IdentityServer.Web.Factors;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Admin.Accounts;

/// <summary>Takes one method away from an account.</summary>
[ConsolePage(Permissions.RecoverAccounts, NeedsFreshProof = true)]
internal sealed class DeleteMethodModel(AccountReading reading, AccountRecovery recovery, FactorCatalog factors) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid Method { get; set; }

    public AccountSheet Sheet { get; private set; } = null!;

    public Method Removed { get; private set; } = null!;

    public IFactorPages Pages => factors.PagesOf(Removed.FactorKey);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await FindAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct)) return NotFound();

        return await recovery.RemoveMethodAsync(Sheet, Removed, ct) switch
        {
            ChangeOutcome.Saved => new SeeOtherResult($"{Sheet.Path}?done=deleted"),
            ChangeOutcome.Conflict => new SeeOtherResult(Request.Path),
            _ => NotFound(),
        };
    }

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        if (await reading.FindAsync(Id, ct) is not { MayRecover: true } sheet) return false;
        if (recovery.ResettableOf(sheet).FirstOrDefault(method => method.Id == Method) is not { } method || !factors.Has(method.FactorKey)) return false;

        (Sheet, Removed) = (sheet, method);
        return true;
    }
}
