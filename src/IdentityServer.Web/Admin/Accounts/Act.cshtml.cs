using System.Globalization;
using IdentityServer.SignIn.Administration;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Admin.Accounts;

/// <summary>Asks whether it is meant before something is done to an account (<see cref="AccountActs"/>).</summary>
[ConsolePage(Permissions.RecoverAccounts, NeedsFreshProof = true)]
internal sealed class ActModel(AccountReading reading, AccountRecovery recovery, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public string Act { get; set; } = "";

    public AccountSheet Sheet { get; private set; } = null!;

    public ActTexts Texts { get; private set; } = null!;

    public string Question => string.Format(CultureInfo.CurrentCulture, Texts.Question, Sheet.Account.DisplayName);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await FindAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct)) return NotFound();

        var outcome = Act switch
        {
            AccountActs.Reset => await recovery.ResetMethodsAsync(Sheet, ct),
            AccountActs.SignOut => await recovery.SignOutAsync(Sheet, ct),
            AccountActs.Lock => await recovery.LockAsync(Sheet, ct),
            _ => await recovery.UnlockAsync(Sheet, ct),
        };
        return outcome switch
        {
            ChangeOutcome.Saved => new SeeOtherResult($"{Sheet.Path}?done={Act}"),
            ChangeOutcome.Conflict => new SeeOtherResult(Request.Path),
            _ => NotFound(),
        };
    }

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        if (AccountActs.Of(Act, texts) is not { } words || await reading.FindAsync(Id, ct) is not { MayRecover: true } sheet) return false;

        (Sheet, Texts) = (sheet, words);
        return true;
    }
}
