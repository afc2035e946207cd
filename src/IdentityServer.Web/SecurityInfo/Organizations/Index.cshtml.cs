using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.SecurityInfo.Organizations;

/// <summary>The organizations that the person belongs to, as a member or as a guest.</summary>
[AccountPage(NeedsFreshProofToChange = true)]
internal sealed class IndexModel(OwnOrganizations own, TieChanges changes, IStringLocalizer<Texts> texts) : PageModel
{
    public const string Path = "/security/organizations";

    /// <summary>What has just been done, here or on another page.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    public IReadOnlyList<OwnOrganization> Organizations { get; private set; } = [];

    public string? DoneText => Done switch
    {
        "left" => texts["You left the organization."].Value,
        "returned" => texts["You are back. The organization asks for your permission again when you sign in there."].Value,
        _ => null,
    };

    public async Task OnGetAsync(CancellationToken ct) => Organizations = await own.ListAsync(ct);

    /// <summary>"Come back".</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken ct)
    {
        if (await own.FindAsGuestAsync(id, ct) is not { } left) return NotFound();

        return new SeeOtherResult(await changes.ReturnAsync(left, ct) ? Path + "?done=returned" : Path);
    }
}
