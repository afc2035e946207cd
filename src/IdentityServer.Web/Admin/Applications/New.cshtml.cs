using IdentityServer.SignIn.Administration;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Admin.Accounts;
using IdentityServer.Web.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Admin.Applications;

/// <summary>"New application": its kind, what it is called, then its secret, once.</summary>
[ConsolePage(Permissions.ChangeApplications, NeedsFreshProof = true)]
internal sealed class NewModel(
    ApplicationReading reading, ApplicationChanges changes, CurrentActor current, AccountReading accounts, IOrganizationRegistry registry, IOrganizationStore organizations, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public ApplicationDraft Draft { get; set; } = new();

    /// <summary>Null: still to be chosen.</summary>
    public ApplicationKind? Kind { get; private set; }

    public IReadOnlyList<Organization> Organizations { get; private set; } = [];

    public bool MayBeOwnerless => current.Rights.Everywhere.HasFlag(Permissions.ChangeServer);

    public ApplicationForm Form => new(Draft, Kind!.Value, Scopes, IsNew: true);

    /// <summary>On the one page that shows the secret.</summary>
    public CreatedApplication? Created { get; private set; }

    private IReadOnlyList<ScopeChoice> Scopes { get; set; } = [];

    public async Task OnGetAsync(string? kind, CancellationToken ct)
    {
        await ReadAsync(kind, ct);
        if (Kind is not { } chosen) return;

        Draft = ApplicationDraft.Of(ApplicationKinds.Start(chosen, ""));
        if (!MayBeOwnerless && Organizations is [var first, ..]) Draft.Organization = first.Slug;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        await ReadAsync(Draft.Kind, ct);
        if (Kind is not { } kind) return NotFound();

        var owner = Draft.Organization is { Length: > 0 } slug ? await organizations.FindBySlugAsync(slug, ct) : null;
        if (owner is null && !(MayBeOwnerless && string.IsNullOrEmpty(Draft.Organization)))
        {
            ModelState.AddModelError($"{nameof(Draft)}.{nameof(Draft.Organization)}", texts["Choose the organization that the application belongs to."]);
            return Page();
        }

        var (outcome, secret) = await changes.CreateAsync(kind, Draft, owner, ct);
        switch (outcome)
        {
            case ChangeOutcome.Saved saved:
                Created = new CreatedApplication(saved.Id, Draft.Name!.Trim(), secret);
                return Page();
            case ChangeOutcome.Refused refused:
                foreach (var problem in refused.Problems) ModelState.AddModelError(problem.Field.Length is 0 ? "" : $"{nameof(Draft)}.{problem.Field}", problem.Text);
                return Page();
            default:
                return NotFound();
        }
    }

    private async Task ReadAsync(string? kind, CancellationToken ct)
    {
        Kind = Enum.TryParse<ApplicationKind>(kind, out var known) && Enum.IsDefined(known) ? known : null;
        Organizations = await accounts.ListOrganizationsAsync(Permissions.ChangeApplications, registry, ct);
        Scopes = await reading.ListScopesAsync(ct);
    }
}

/// <param name="Secret">Null where it keeps none.</param>
internal sealed record CreatedApplication(string ClientId, string Name, string? Secret)
{
    /// <summary>Prints no secret.</summary>
    public override string ToString() => ClientId;
}
