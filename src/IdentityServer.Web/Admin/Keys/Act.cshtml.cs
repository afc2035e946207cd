using IdentityServer.Protocol.Keys;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Administration;
using IdentityServer.SignIn.Audit;
using IdentityServer.Web.Admin.Accounts;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Admin.Keys;

/// <summary>Says what it means for applications before a key is replaced: in good time, or because it may have leaked.</summary>
[ConsolePage(Permissions.ChangeServer, NeedsFreshProof = true)]
internal sealed class ActModel(SigningKeys signingKeys, ActorAudit audit, IUnitOfWork unitOfWork, IStringLocalizer<Texts> texts) : PageModel
{
    private const string Rotate = "rotate";

    [BindProperty(SupportsGet = true)]
    public string Algorithm { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string Act { get; set; } = "";

    public ActTexts Words => Act is Rotate
        ? new(
            texts["Replace the {0} key?", Algorithm],
            texts["A new key signs at once. Tokens that the old one signed stay good: it is still announced for 14 days. Applications that keep keys in memory must fetch them again when they meet a key they don't know; nearly all do."],
            texts["Rotate now"])
        : new(
            texts["Retire all {0} keys?", Algorithm],
            texts["For an emergency: a key may have leaked. A new key signs at once, and every token that the old ones signed is void: applications refuse it as soon as they fetch the keys again, within a day at most, and people sign in again."],
            texts["Retire"]);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        // First the entry: who did it is known even if the next step fails.
        audit.Note(AuditEvents.SigningKeyRotated, null, null, target: $"key {Algorithm}", detail: Act is Rotate ? "rotated" : "retired");
        await unitOfWork.SaveAsync(ct);
        if (Act is Rotate) await signingKeys.ReplaceAsync(Algorithm, ct);
        else await signingKeys.RotateNowAsync(Algorithm, ct);
        return new SeeOtherResult($"{IndexModel.Path}?done={Act}");
    }
}
