using IdentityServer.Protocol.Clients;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Guests;
using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.Factors;
using IdentityServer.Web.Localization;
using IdentityServer.Web.Registration;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.SignIn;

/// <summary>Who is there? Known and unknown names are answered alike.</summary>
[AnswersEvenly]
[JourneyPage<SignInStep.Identify>]
internal sealed class IdentifyModel(
    CurrentSignIn signIn, CurrentDevice device, FactorCatalog factors, IAccountStore accounts, IClientStore clients, NewAccounts newAccounts,
    IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public string? Identifier { get; set; }

    /// <summary>"true" where the browser's script found it out.</summary>
    [BindProperty]
    public string? CanMakePasskeys { get; set; }

    public string ResetUrl => signIn.PathOf("/Recovery/Start");

    /// <summary>Null where nobody creates an account by themselves.</summary>
    public string? RegistrationUrl { get; private set; }

    public string? ApplicationName { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        Identifier = signIn.State.Identifier ?? signIn.State.Demands.LoginHint;
        await DescribeAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var identifier = AccountIdentifier.Parse(Identifier);
        if (identifier is null)
        {
            ModelState.AddModelError(nameof(Identifier), texts["Enter your email, phone number or user name."]);
            await DescribeAsync(ct);
            return Page();
        }

        var person = await accounts.FindPersonAsync(identifier, signIn.State.Demands.PlaceId, ct);
        signIn.Identify(Identifier!.Trim(), person is { Account.State: AccountState.Active } ? person : null);
        var byMail = await IsGuestOfThisBrowserAsync(person, ct);
        signIn.Change(state => state with { CanMakePasskeys = CanMakePasskeys == "true", ByMail = byMail });
        return await signIn.ContinueAsync(ct);
    }

    /// <summary>
    /// A guest has no password: where they signed in before they are sent a code at once. Anywhere else the page would tell strangers that
    /// they are a guest, and offers both.
    /// </summary>
    private async Task<bool> IsGuestOfThisBrowserAsync(Person? person, CancellationToken ct) =>
        await device.FindAsync(person?.Account.Id, ct) is not null
        && AccountIdentifier.Parse(Identifier) is { Kind: AccountIdentifierKind.Email }
        && GuestCode.MayOpen(person!, factors.First.Key);

    private async Task DescribeAsync(CancellationToken ct)
    {
        RegistrationUrl = await newAccounts.FindPlaceAsync(ct) is null ? null : signIn.PathOf("/Registration/Start");
        if (signIn.State.Demands.ClientId is not { } clientId) return;
        var client = await clients.FindAsync(clientId, ct);
        ApplicationName = client?.ClientName ?? client?.ClientId;
    }
}
