using IdentityServer.Protocol.Apis;
using IdentityServer.Web.Consent;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.SecurityInfo.Applications;

/// <summary>Applications that the person has given their permission; it can be withdrawn.</summary>
[AccountPage(NeedsFreshProofToChange = true)]
internal sealed class IndexModel(OwnApplications own, IApiStore apis, IStringLocalizer<Texts> texts) : PageModel
{
    public IReadOnlyList<Application> Applications { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var catalog = await apis.ReadAsync(ct);
        Applications = [.. (await own.ListAsync(ct)).Select(application => new Application(
            application.Consent.ClientId, application.Name, application.Consent.GrantedUtc,
            [.. application.Consent.Scopes.Select(scope => ScopeWords.Of(scope, catalog, texts).Title)]))];
    }

    public async Task<IActionResult> OnPostAsync(string? clientId, CancellationToken ct)
    {
        if (clientId is { Length: > 0 }) await own.WithdrawAsync(clientId, ct);
        return new SeeOtherResult("/security/applications");
    }

    internal sealed record Application(string ClientId, string Name, DateTime GrantedUtc, IReadOnlyList<string> Scopes);
}
