using IdentityServer.SignIn.Administration;
using IdentityServer.Web.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Admin.Applications;

/// <summary>"New secret": shown once.</summary>
[ConsolePage(Permissions.ChangeApplications, NeedsFreshProof = true)]
internal sealed class SecretModel(ApplicationReading reading, ApplicationSecrets secrets, IStringLocalizer<Texts> texts, TimeProvider clock) : PageModel
{
    /// <summary>Choices of the lifetime, in days; 0: until it is revoked.</summary>
    public static IReadOnlyList<int> Lifetimes { get; } = [90, 180, 365, 730, 0];

    [BindProperty(SupportsGet = true)]
    public string Key { get; set; } = "";

    [BindProperty]
    public int Days { get; set; } = 365;

    public ApplicationSheet Sheet { get; private set; } = null!;

    /// <summary>The secret, on the one page that shows it.</summary>
    public string? Issued { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await FindAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (!await FindAsync(ct)) return NotFound();
        if (!Lifetimes.Contains(Days))
        {
            ModelState.AddModelError(nameof(Days), texts["Choose how long it is good for."]);
            return Page();
        }

        (_, Issued) = await secrets.AddAsync(Sheet, Days is 0 ? null : clock.GetUtcNow().UtcDateTime.AddDays(Days), ct);
        if (Issued is null) ModelState.AddModelError("", texts["Something has changed meanwhile. Save again."]);
        return Page();
    }

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        if (await reading.FindByKeyAsync(Key, ct) is not { } sheet || !secrets.MayAdd(sheet)) return false;

        Sheet = sheet;
        return true;
    }
}
