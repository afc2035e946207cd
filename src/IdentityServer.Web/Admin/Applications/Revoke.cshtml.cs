using IdentityServer.Protocol.Clients;
using IdentityServer.SignIn.Administration;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Admin.Applications;

/// <summary>Asks whether it is meant before a secret is revoked.</summary>
[ConsolePage(Permissions.ChangeApplications, NeedsFreshProof = true)]
internal sealed class RevokeModel(ApplicationReading reading, ApplicationSecrets secrets) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Key { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string SecretId { get; set; } = "";

    public ApplicationSheet Sheet { get; private set; } = null!;

    public ClientSecret Secret { get; private set; } = null!;

    public DateTime? UsedUtc { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await FindAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct)) return NotFound();

        return await secrets.RevokeAsync(Sheet, SecretId, ct) switch
        {
            ChangeOutcome.Saved => new SeeOtherResult($"{Sheet.Path}?done=revoked"),
            ChangeOutcome.Conflict => new SeeOtherResult(Request.Path),
            _ => NotFound(),
        };
    }

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        if (await reading.FindByKeyAsync(Key, ct) is not { MayChange: true } sheet) return false;
        if ((await secrets.ListAsync(sheet, ct)).FirstOrDefault(kept => ApplicationSecrets.IdOf(kept.Secret) == SecretId) is not { Secret: { } secret } found) return false;

        (Sheet, Secret, UsedUtc) = (sheet, secret, found.UsedUtc);
        return true;
    }
}
