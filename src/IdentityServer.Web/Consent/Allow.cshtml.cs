using IdentityServer.Protocol.Apis;
using IdentityServer.Protocol.Clients;
using IdentityServer.Protocol.Consent;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Journeys;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Localization;
using IdentityServer.Web.ProtocolHttp;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Consent;

/// <summary>What the application wants, in words; the person's yes or no.</summary>
[JourneyPage<SignInStep.AskConsent>]
internal sealed class AllowModel(
    CurrentSignIn signIn, IClientStore clients, IApiStore apis, IOrganizationStore organizations, IConsentStore consents,
    ApplicationAnswers answers, JourneyAudit audit, JourneyEnd end, TimeProvider clock, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public List<string> Scopes { get; set; } = [];

    [BindProperty]
    public bool Remember { get; set; } = true;

    public Client Client { get; private set; } = null!;

    public string? Publisher { get; private set; }

    public IReadOnlyList<ScopeWords> Asked { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct) => await DescribeAsync(ct);

    public async Task<IActionResult> OnPostAsync(string? action, CancellationToken ct)
    {
        await DescribeAsync(ct);
        if (action != "accept")
        {
            audit.Note(signIn.Journey, signIn.Visitor, AuditEvents.ConsentRefused, succeeded: false);
            await end.RefuseAsync(signIn.Journey, ct);
            return answers.Refuse(signIn.State.Request!, "access_denied", "The person did not allow it.");
        }

        var granted = Asked.Where(scope => scope.IsRequired || Scopes.Contains(scope.Name)).Select(scope => scope.Name).ToList();
        signIn.Change(state => state with { GrantedScopes = granted });
        audit.Note(signIn.Journey, signIn.Visitor, AuditEvents.ConsentGranted, detail: string.Join(' ', granted));
        if (Remember)
        {
            await consents.SaveAsync(new ConsentRecord(signIn.Person!.Account.Id, Client.ClientId, granted, clock.GetUtcNow().UtcDateTime)
            {
                DeclinedScopes = [.. Asked.Select(scope => scope.Name).Except(granted)],
            }, ct);
        }


        return await signIn.ContinueAsync(ct);
    }

    private async Task DescribeAsync(CancellationToken ct)
    {
        Client = await clients.FindAsync(signIn.State.Demands.ClientId!, ct) ?? throw new InvalidOperationException("The application was removed meanwhile.");
        Publisher = Client.OrganizationId is { } owner ? (await organizations.FindAsync(owner, ct))?.DisplayName : null;
        var catalog = await apis.ReadAsync(ct);
        Asked = [.. ((SignInStep.AskConsent)signIn.Step).Scopes.Select(scope => ScopeWords.Of(scope, catalog, texts))];
    }
}
