using IdentityServer.SignIn.Administration;
using IdentityServer.Web.Factors.TemporaryAccessPass;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SecurityInfo;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Admin.Accounts;

/// <summary>"Issue a temporary access pass": with a reason, and shown once.</summary>
[ConsolePage(Permissions.RecoverAccounts, NeedsFreshProof = true)]
internal sealed class PassModel(AccountReading reading, AccountRecovery recovery, CurrentAccount account, IStringLocalizer<Texts> texts) : PageModel
{
    /// <summary>Choices of the lifetime, in minutes.</summary>
    public static IReadOnlyList<int> Lifetimes { get; } = [10, 60, 8 * 60, 24 * 60, 7 * 24 * 60, 30 * 24 * 60];

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public int Minutes { get; set; } = 60;

    [BindProperty]
    public int Length { get; set; } = 12;

    [BindProperty]
    public bool Once { get; set; } = true;

    public AccountSheet Sheet { get; private set; } = null!;

    /// <summary>The pass, on the one page that shows it.</summary>
    public string? Issued { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await FindAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (!await FindAsync(ct)) return NotFound();

        var request = new PassRequest(Reason?.Trim() ?? "") { Lifetime = TimeSpan.FromMinutes(Math.Clamp(Minutes, 0, 50_000)), Length = Length, Once = Once };
        if (request.Reason.Length is 0 or > PassRequest.LongestReason || request.Reason.Any(char.IsControl))
            ModelState.AddModelError(nameof(Reason), texts["Say why, in {0} characters at most.", PassRequest.LongestReason]);
        if (Length is < PassRequest.ShortestLength or > PassRequest.LongestLength)
            ModelState.AddModelError(nameof(Length), texts["A pass has {0} to {1} characters.", PassRequest.ShortestLength, PassRequest.LongestLength]);
        if (!Lifetimes.Contains(Minutes)) ModelState.AddModelError(nameof(Minutes), texts["Choose how long it is good for."]);
        if (!ModelState.IsValid) return Page();

        Issued = await recovery.IssuePassAsync(Sheet, request, account.Account.UserName, ct);
        if (Issued is null) ModelState.AddModelError("", texts["Something has changed meanwhile. Save again."]);
        return Page();
    }

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        if (await reading.FindAsync(Id, ct) is not { MayRecover: true } sheet) return false;

        Sheet = sheet;
        return true;
    }
}
