using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Journeys;
using IdentityServer.SignIn.Methods;
using IdentityServer.Web.Factors.Passkey.Ceremonies;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Factors.Passkey;

/// <summary>Wizard: the new key's name. The key is registered already; whoever leaves here keeps it under the name of its model.</summary>
[JourneyPage<SignInStep.ConfirmEnrollment, SignInStep.EnrollMethod>]
internal sealed class NameModel(
    CurrentSignIn signIn, PasskeyAccounts passkeys, IMethodStore methods, JourneyAudit audit, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public string? Label { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Method { get; set; }

    public bool IsSynced => New is { } method && passkeys.StateOf(method).BackupEligible;

    /// <summary>Only a key that was registered on this journey; for others there is the page of one's methods.</summary>
    private Method? New => signIn.State.Enrolled.Contains(PasskeyFactor.FactorKey) && Guid.TryParseExact(Method, "N", out var id)
        ? signIn.Person?.Methods.FirstOrDefault(method =>
            method.Id == id && method.FactorKey == PasskeyFactor.FactorKey && method.CreatedUtc >= signIn.Journey.CreatedUtc)
        : null;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (New is not { } method) return await signIn.ShowStepAsync(ct);

        Label = method.Label;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (New is not { } method) return await signIn.ShowStepAsync(ct);
        if (MethodLabels.Parse(Label) is not { } label)
        {
            ModelState.AddModelError(nameof(Label), texts["Enter a name of 1 to {0} characters.", MethodLabels.MaxLength]);
            return Page();
        }

        if (label != method.Label)
        {
            methods.Update(method with { Label = label });
            audit.Note(signIn.Journey, signIn.Visitor, AuditEvents.MethodRenamed, factorKey: method.FactorKey);
        }

        return await signIn.ContinueAsync(ct);
    }
}
