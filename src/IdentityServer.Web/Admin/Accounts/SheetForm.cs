using IdentityServer.Web.Factors.Password;
using IdentityServer.Web.Localization;
using Microsoft.Extensions.Localization;
using IdentityServer.SignIn.Organizations;

namespace IdentityServer.Web.Admin.Accounts;

/// <summary>What the sheet's fields need to know besides what is in them.</summary>
/// <param name="Home">The organization whose rules for passwords hold.</param>
/// <param name="ShowsServerRoles">Whoever looks may give roles over the whole server.</param>
public sealed record SheetForm(AccountDraft Draft, Organization? Home, bool IsNew, bool ShowsServerRoles)
{
    public bool HasHome => Home is not null || IsNew;

    internal string PasswordHint(IStringLocalizer<Texts> texts)
    {
        var rule = texts["At least {0} characters of any kind. No common password, not your own name, no simple sequence.", NewPasswords.LeastOf(Home)].Value;
        return IsNew ? $"{texts["Leave the password empty for somebody who gets a temporary access pass."]} {rule}" : $"{texts["Leave the password empty to keep the one that is set."]} {rule}";
    }
}
