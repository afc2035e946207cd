using IdentityServer.SignIn.Administration;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Admin.Accounts;

/// <summary>"New account".</summary>
[ConsolePage(Permissions.ChangeAccounts, NeedsFreshProof = true)]
internal sealed class NewModel(
    AccountReading reading, AccountChanges changes, CurrentActor current, IOrganizationRegistry registry, IOrganizationStore organizations, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public AccountDraft Draft { get; set; } = new();

    public IReadOnlyList<Organization> Organizations { get; private set; } = [];

    /// <summary>Accounts that belong to no organization look after the server.</summary>
    public bool MayBeHomeless => current.Rights.Everywhere.HasFlag(Permissions.ChangeServer);

    public SheetForm Form => new(Draft, Home, IsNew: true, ShowsServerRoles: MayBeHomeless);

    private Organization? Home { get; set; }

    public async Task OnGetAsync(string? organization, CancellationToken ct)
    {
        await ReadAsync(organization, ct);
        Draft.Organization = Home?.Slug;
        Draft.SecondFactor = true;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        await ReadAsync(Draft.Organization, ct);
        if (Home is null && !(MayBeHomeless && string.IsNullOrEmpty(Draft.Organization)))
        {
            ModelState.AddModelError($"{nameof(Draft)}.{nameof(Draft.Organization)}", texts["Choose the organization that the account belongs to."]);
            return Page();
        }

        switch (await changes.CreateAsync(Draft, Home, ct))
        {
            case ChangeOutcome.Saved saved:
                return new SeeOtherResult($"{IndexModel.Path}/{saved.Id}?done=created");
            case ChangeOutcome.Refused refused:
                foreach (var problem in refused.Problems) ModelState.AddModelError($"{nameof(Draft)}.{problem.Field}", problem.Text);
                return Page();
            case ChangeOutcome.Conflict:
                ModelState.AddModelError("", texts["Something has changed meanwhile. Save again."]);
                return Page();
            default:
                return NotFound();
        }
    }

    private async Task ReadAsync(string? slug, CancellationToken ct)
    {
        Organizations = await reading.ListOrganizationsAsync(Permissions.ChangeAccounts, registry, ct);
        Home = Organizations.FirstOrDefault(organization => organization.Slug == slug);

        // Beyond those that the list shows.
        if (Home is null && slug is { Length: > 0 } && await organizations.FindBySlugAsync(slug, ct) is { } other && current.Rights.May(Permissions.ChangeAccounts, other.Id)) Home = other;
        if (Home is null && slug is null && Organizations is [var only]) Home = only;
    }
}
