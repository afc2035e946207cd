using IdentityServer.SignIn.Guests;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.SecurityInfo.Organizations;

/// <summary>What a guest allowed an organization, in the words that they read; it can be withdrawn.</summary>
[AccountPage(NeedsFreshProofToChange = true)]
internal sealed class TermsModel(OwnOrganizations own, TieChanges changes) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    public OwnOrganization Own { get; private set; } = null!;

    /// <summary>What stands; null: nothing does.</summary>
    public OrganizationConsent? Standing { get; private set; }

    /// <summary>What stood before, the newest first.</summary>
    public IReadOnlyList<OrganizationConsent> Earlier { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await own.FindAsGuestAsync(Id, ct) is not { } found) return NotFound();

        Own = found;
        var all = (await own.ListConsentsAsync(ct)).Where(consent => consent.OrganizationId == Id).ToList();
        Standing = found.Tie.TermsVersion is null ? null : all.Find(consent => consent.WithdrawnUtc is null);
        Earlier = all.FindAll(consent => consent.Id != Standing?.Id);
        return Page();
    }

    /// <summary>"Withdraw".</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await own.FindAsGuestAsync(Id, ct) is not { } found) return NotFound();

        await changes.WithdrawAsync(found, ct);
        return new SeeOtherResult(Request.Path + "?done=withdrawn");
    }
}
