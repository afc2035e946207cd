using IdentityServer.SignIn.Administration;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Sessions;
using IdentityServer.Web.Admin.Access;
using IdentityServer.Web.Factors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Admin.Accounts;

/// <summary>An account: who it is, what it has to prove it, where it is signed in, and what can be done for it.</summary>
[ConsolePage(Permissions.ReadAccounts)]
internal sealed class AccountModel(AccountReading reading, AccountRecovery recovery, ISessionStore sessions, AccountAccess accesses, FactorCatalog factors, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>What has just been done, on the way back from another page.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    public AccountSheet Sheet { get; private set; } = null!;

    public IReadOnlyList<(Method Method, IFactorPages Pages)> Methods { get; private set; } = [];

    public IReadOnlyList<Session> Sessions { get; private set; } = [];

    /// <summary>The applications of its organization, for those who may see them.</summary>
    public IReadOnlyList<ApplicationAccess> Applications { get; private set; } = [];

    public bool MayAssign => accesses.MayChange(Sheet);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await reading.FindAsync(Id, ct) is not { } sheet) return NotFound();

        Sheet = sheet;
        Methods = [.. recovery.ResettableOf(sheet).Where(method => factors.Has(method.FactorKey)).OrderByDescending(method => method.IsDefault).ThenBy(method => method.CreatedUtc)
            .Select(method => (method, factors.PagesOf(method.FactorKey)))];
        Sessions = await sessions.ListLiveAsync(Id, clock.GetUtcNow().UtcDateTime, ct);
        Applications = await accesses.ListAsync(sheet, ct);
        return Page();
    }
}
