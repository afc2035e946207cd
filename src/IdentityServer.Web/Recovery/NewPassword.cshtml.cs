using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Journeys;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Factors.Password;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Recovery;

/// <summary>The end of a reset: a new password, with which the sign-in goes on.</summary>
[JourneyPage<SignInStep.ChooseNewPassword>]
internal sealed class NewPasswordModel(
    CurrentSignIn signIn, NewPasswords passwords, IOrganizationStore organizations, JourneyAudit audit, IStringLocalizer<Texts> texts) : PageModel
{
    public int Least { get; private set; }

    public string Identifier => signIn.Person!.Account.Email ?? signIn.Person.Account.UserName;

    public async Task OnGetAsync(CancellationToken ct) => Least = NewPasswords.LeastOf(await HomeAsync(ct));

    public async Task<IActionResult> OnPostAsync(NewPasswordForm form, CancellationToken ct)
    {
        var person = signIn.Person!;
        var home = await HomeAsync(ct);
        Least = NewPasswords.LeastOf(home);
        ModelState.Clear();
        if (passwords.Refusal(form, person.Account, home, texts) is { } refusal) return Again(refusal.Field, refusal.Text);

        try
        {
            var proof = await passwords.SetAsync(person, home, form.NewPassword!, null, signIn.Visitor, ct);
            var shown = signIn.State.Proofs;
            audit.Note(signIn.Journey, signIn.Visitor, AuditEvents.PasswordReset, factorKey: proof.FactorKey, detail: string.Join(' ', shown.Select(one => one.FactorKey)));

            // What was shown with a registered method counts for the sign-in too; a code from the mailbox or answers to questions do not.
            signIn.Change(state => state with { Reset = null, Proofs = [.. shown.Where(one => one.Shows != FactorKinds.None), proof] });
            signIn.ForgetPerson();
            return await signIn.ContinueAsync(ct);
        }
        catch (LanesAreFullException)
        {
            return Again("", texts["Many people are signing in right now. Try again in a few seconds."]);
        }
    }

    /// <summary>The account's own organization, whose rules a password follows wherever it is set.</summary>
    private async ValueTask<Organization?> HomeAsync(CancellationToken ct) =>
        signIn.Person!.Account.HomeOrganizationId is { } id ? await organizations.FindAsync(id, ct) : null;

    private PageResult Again(string field, string error)
    {
        ModelState.AddModelError(field, error);
        return Page();
    }
}
