using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Methods;
using IdentityServer.Web.Factors.Password;
using IdentityServer.Web.Hosting;
using IdentityServer.Web.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.SecurityInfo;

/// <summary>A new password in place of the old one; everything else that the old one opened ends.</summary>
[AccountPage(NeedsFreshProof = true)]
internal sealed class PasswordModel(
    CurrentAccount current, PasswordChange change, NewPasswords passwords, PasswordFactor factor, RequestLimits limits, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public string? Password { get; set; }

    public bool HasPassword => Method is not null;

    public string Identifier => current.Account.Email ?? current.Account.UserName;

    public int Least => NewPasswords.LeastOf(current.Organization);

    private Method? Method => current.Person.Methods.FirstOrDefault(method => method.FactorKey == factor.Key);

    public async Task<IActionResult> OnPostAsync(NewPasswordForm form, CancellationToken ct)
    {
        ModelState.Clear();
        if (HasPassword && string.IsNullOrEmpty(Password)) return Again(nameof(Password), texts["Enter your current password."]);
        if (passwords.Refusal(form, current.Account, current.Organization, texts) is { } refusal) return Again(refusal.Field, refusal.Text);
        if (HasPassword && form.NewPassword == Password) return Again(nameof(form.NewPassword), texts["This is your current password. Choose another one."]);
        if (!await limits.MayTryPasswordAsync(current.Visitor, ct)) return StatusCode(StatusCodes.Status429TooManyRequests);

        try
        {
            if (Method is { } method && await change.ProveAsync(method, Password!, ct) is FactorOutcome.Refused refused)
                return Again(nameof(Password), refused.Hint == RejectionHint.TooManyTries
                    ? texts["Too many tries. Wait a few minutes, then try again."]
                    : texts["That is not your current password."]);

            return await change.SetAsync(form.NewPassword!, ct) ? RedirectToPage("/SecurityInfo/PasswordChanged") : RedirectToPage();
        }
        catch (LanesAreFullException)
        {
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            Response.Headers.RetryAfter = "5";
            return Again("", texts["Many people are signing in right now. Try again in a few seconds."]);
        }
    }

    private PageResult Again(string field, string error)
    {
        Password = null;
        ModelState.AddModelError(field, error);
        return Page();
    }
}
