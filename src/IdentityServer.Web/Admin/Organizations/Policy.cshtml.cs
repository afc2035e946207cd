using IdentityServer.SignIn.Administration;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Factors;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Admin.Organizations;

/// <summary>What an organization asks of those who sign in, with a look at whom a change would interrupt.</summary>
[ConsolePage(Permissions.ReadOrganizations, NeedsFreshProof = true)]
internal sealed class PolicyModel(
    OrganizationReading reading, OrganizationChanges changes, PolicyForecast forecast, CurrentActor current, FactorCatalog factors, IStringLocalizer<Texts> texts) : PageModel
{
    private const string PreviewAction = "preview";

    [BindProperty(SupportsGet = true)]
    public string Slug { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    [BindProperty]
    public PolicyDraft Draft { get; set; } = new();

    public Organization Organization { get; private set; } = null!;

    /// <summary>What the policy that was typed would do; null until it is asked for.</summary>
    public IReadOnlyList<ForecastGroup>? Forecast { get; private set; }

    public bool MayChange => current.Rights.May(Permissions.ChangeOrganizations, Organization.Id);

    /// <summary>The methods that a policy can allow: key and English name.</summary>
    public IEnumerable<(string Key, string Name)> Methods => IdentityServer.SignIn.Organizations.Policy.KnownMethods.Where(factors.Has).Select(key => (key, factors.PagesOf(key).Name));

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await FindAsync(Permissions.ReadOrganizations, ct)) return NotFound();

        Draft = PolicyDraft.Of(Organization);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? action, CancellationToken ct)
    {
        // Numbers that can't be read have been noted by the binder, in words of its own.
        foreach (var (field, entry) in ModelState.Where(entry => entry.Value is { Errors.Count: > 0 }).ToList())
        {
            entry!.Errors.Clear();
            ModelState.AddModelError(field, texts["Enter a number."]);
        }

        if (!await FindAsync(Permissions.ChangeOrganizations, ct)) return NotFound();
        if (!ModelState.IsValid) return Page();

        return action == PreviewAction ? await PreviewAsync(ct) : await SaveAsync(ct);
    }

    private async Task<IActionResult> PreviewAsync(CancellationToken ct)
    {
        var (policy, problems) = Draft.Apply(Organization.Policy, texts);
        if (problems.Count > 0) return Refuse(problems);

        Forecast = await forecast.ReadAsync(Organization with { Policy = policy }, ct);
        return Page();
    }

    private async Task<IActionResult> SaveAsync(CancellationToken ct)
    {
        switch (await changes.ChangePolicyAsync(Organization, Draft, ct))
        {
            case ChangeOutcome.Saved:
                return new SeeOtherResult($"{Request.Path}?done=saved");
            case ChangeOutcome.Refused refused:
                return Refuse(refused.Problems);
            case ChangeOutcome.Conflict:
                await FindAsync(Permissions.ChangeOrganizations, ct);
                ModelState.Clear();
                Draft.Version = Organization.Version;
                ModelState.AddModelError("", texts["Somebody else has changed this policy meanwhile. Look at what you have chosen, and save again to put it in the place of theirs."]);
                return Page();
            default:
                return NotFound();
        }
    }

    private PageResult Refuse(IReadOnlyList<FieldProblem> problems)
    {
        foreach (var problem in problems) ModelState.AddModelError($"{nameof(Draft)}.{problem.Field}", problem.Text);
        return Page();
    }

    private async Task<bool> FindAsync(Permissions permission, CancellationToken ct)
    {
        if (await reading.FindAsync(Slug, permission, ct) is not { } organization) return false;

        Organization = organization;
        return true;
    }
}
