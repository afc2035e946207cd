using IdentityServer.SignIn.Administration;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Admin;
using IdentityServer.Web.Guests.Inviting;
using IdentityServer.Web.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.SecurityInfo;

/// <summary>"My security info": what the account has to prove who it is, and the way to all else that its owner looks after.</summary>
[AccountPage]
internal sealed class IndexModel(CurrentAccount current, OwnMethods own, IOrganizationStore organizations, Seats seats, IStringLocalizer<Texts> texts, TimeProvider clock) : PageModel
{
    public const string Path = "/security";

    /// <summary>What has just been done, on the way back from another page.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    public IReadOnlyList<OwnMethod> Methods { get; private set; } = [];

    public string PersonName => current.Account.DisplayName;

    public bool MayInvite { get; private set; }

    /// <summary>The console's first page for them; null: they look after nobody.</summary>
    public string? ConsolePath { get; private set; }

    public bool MayAdd => current.Facts.Enrollable.Count > 0;

    public string? DoneText => Done switch
    {
        "deleted" => texts["The method is deleted."].Value,
        "saved" => texts["Your change is saved."].Value,
        _ => null,
    };

    public IReadOnlyList<(Organization Organization, Membership Tie)> Organizations { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        Organizations = await organizations.ListOfAsync(current.Account.Id, ct);
        Methods = own.List(Organizations);
        MayInvite = (await seats.ListAsync(ct)).Count > 0;
        var now = clock.GetUtcNow().UtcDateTime;
        ConsolePath = ConsoleMap.Of(Rights.Of(current.Account, Organizations.Select(organization => organization.Tie).Where(tie => tie.IsOpen(now)))).FirstOrDefault()?.Path;
    }

    /// <summary>"Add a method".</summary>
    public Task<IActionResult> OnPostAsync(CancellationToken ct) => current.EnrollAsync(null, [], Path, ct);

    /// <summary>"Change": the old one goes when the new one has proven itself.</summary>
    public async Task<IActionResult> OnPostChangeAsync(Guid id, CancellationToken ct) =>
        own.Find(id) is { CanBeReplaced: true } method ? await current.EnrollAsync(method.First.FactorKey, method.Ids, Path, ct) : NotFound();
}
