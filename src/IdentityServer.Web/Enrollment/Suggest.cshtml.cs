using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Journeys;
using IdentityServer.SignIn.Methods;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Enrollment;

/// <summary>Offers a better way to sign in: to make a passkey, or to be asked for the one at hand first.</summary>
[JourneyPage<SignInStep.SuggestMethod>]
internal sealed class SuggestModel(CurrentSignIn signIn, IAccountStore accounts, IMethodStore methods, JourneyAudit audit, TimeProvider clock) : PageModel
{
    /// <summary>It is registered already.</summary>
    public bool IsRegistered => Suggestion.MethodId is not null;

    private MethodSuggestion Suggestion => ((SignInStep.SuggestMethod)signIn.Step).Suggestion;

    public async Task<IActionResult> OnPostAsync(string? action, CancellationToken ct)
    {
        var suggestion = Suggestion;
        var account = signIn.Person!.Account;
        var accepts = action == "accept";
        if (accepts && suggestion.MethodId is { } method)
        {
            await methods.SetDefaultAsync(account.Id, method, ct);
            audit.Note(signIn.Journey, signIn.Visitor, AuditEvents.DefaultMethodChanged, factorKey: suggestion.FactorKey);
        }

        accounts.Update(account with { PasskeySuggestedUtc = clock.GetUtcNow().UtcDateTime });
        signIn.Change(state => state with
        {
            AnsweredReminder = true,
            WantsToEnroll = accepts && suggestion.MethodId is null,
            ChosenFactor = suggestion.FactorKey,
        });
        return await signIn.ContinueAsync(ct);
    }
}
