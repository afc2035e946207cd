using System.Globalization;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.Bootstrap.Fields;
using IdentityServer.Web.Factors.Password;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Registration;

/// <summary>Name and password of an account whose address is proven; then the sign-in goes on as theirs.</summary>
[JourneyPage<SignInStep.DescribeNewAccount>]
internal sealed class ProfileModel(
    CurrentSignIn signIn, NewAccounts accounts, NewPasswords passwords, IAccountStore store, TimeProvider clock, IStringLocalizer<Texts> texts) : PageModel
{
    private const int LongestName = 100;

    [BindProperty]
    public string? GivenName { get; set; }

    [BindProperty]
    public string? FamilyName { get; set; }

    public string Email { get; private set; } = "";

    /// <summary>Somebody else got an account with this address meanwhile.</summary>
    public bool IsTaken { get; private set; }

    public int Least => NewPasswords.LeastOf(signIn.Organization);

    public string SignInUrl => signIn.PathOf("/SignIn/Switch");

    public void OnGet() => Email = signIn.State.Registration!.Email;

    public async Task<IActionResult> OnPostAsync(NewPasswordForm form, CancellationToken ct)
    {
        Email = signIn.State.Registration!.Email;
        ModelState.Clear();
        var (given, family) = (NameOf(GivenName, nameof(GivenName)), NameOf(FamilyName, nameof(FamilyName)));
        var account = NewAccount(given, family);
        var organization = signIn.Organization!;
        if (passwords.Refusal(form, account, organization, texts) is { } refusal) ModelState.AddModelError(refusal.Field, refusal.Text);
        if (!ModelState.IsValid) return Page();

        try
        {
            if (await accounts.TryAddAsync(account, organization, form.NewPassword!, ct)) return await signIn.ContinueAsync(ct);
        }
        catch (LanesAreFullException)
        {
            ModelState.AddModelError("", texts["Many people are signing in right now. Try again in a few seconds."]);
            return Page();
        }

        return await ExplainAsync(ct);
    }

    /// <summary>Whoever has proven the address may know that it has an account by now.</summary>
    private async Task<IActionResult> ExplainAsync(CancellationToken ct)
    {
        if (await signIn.ReloadAsync(ct) is { } elsewhere) return elsewhere;
        if (signIn.Step is not SignInStep.DescribeNewAccount) return await signIn.ShowStepAsync(ct);

        IsTaken = await store.FindAsync(new AccountIdentifier(AccountIdentifierKind.Email, AccountIdentifier.NormalizeName(Email)), ct) is not null;
        ModelState.AddModelError("", IsTaken
            ? texts["There is an account with this address by now. Go back and sign in with it."]
            : texts["That didn't work. Try again."]);
        return Page();
    }

    private string NameOf(string? typed, string field)
    {
        var text = typed ?? "";
        if (Rules.Line(LongestName)(ref text) is null) return text;

        ModelState.AddModelError(field, field == nameof(GivenName) ? texts["Enter your first name."] : texts["Enter your last name."]);
        return "";
    }

    private Account NewAccount(string given, string family)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return new Account
        {
            Id = Guid.CreateVersion7(now),
            UserName = Email,
            Email = Email,
            EmailVerified = true,
            GivenName = given,
            FamilyName = family,
            Culture = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName,
            HomeOrganizationId = signIn.Organization!.Id,
            CreatedUtc = now,
            UpdatedUtc = now,
        };
    }
}
