using System.Globalization;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SecurityInfo;
using IdentityServer.Web.Shared;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Hosting;

/// <summary>Tells the layout whose page it is, who is signing in and which languages there are.</summary>
internal sealed class ChromeFilter(PageChrome chrome, CurrentSignIn signIn, CurrentAccount current, IOrganizationStore organizations) : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        // First, for a handler may write its answer itself.
        context.HttpContext.Response.Headers.CacheControl = "no-cache, no-store";
        context.HttpContext.Response.Headers.Pragma = "no-cache";
        var executed = await next();
        if (executed.Result is not PageResult) return;

        var http = context.HttpContext;
        chrome.Culture = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        chrome.LanguageSwitch = [.. Cultures.All.Select(culture => new LanguageLink(culture.Key, Capitalize(culture.Value.NativeName), SwitchUrl(http.Request, culture.Key)))];
        if (signIn.IsOpen) await DescribeAsync(http.RequestAborted);
        if (current.IsOpen) DescribeAccount();
    }

    private void DescribeAccount()
    {
        if (current.Organization is { } organization) chrome.Describe(organization);
        chrome.PersonName = current.Account.DisplayName;
        chrome.PersonIdentifier = current.Account.Email ?? current.Account.UserName;
        chrome.PersonSwitchUrl = "/";
    }

    private async Task DescribeAsync(CancellationToken ct)
    {
        if (await OrganizationAsync(ct) is { } organization) chrome.Describe(organization);
        if (signIn.State.Identifier is null && signIn.Person is null) return;

        // Until something was proven, only what was typed is shown: a name would tell that the account exists.
        var account = signIn.State.Proofs.Count > 0 ? signIn.Person?.Account : null;
        chrome.PersonName = account?.DisplayName;
        chrome.PersonIdentifier = account is null ? signIn.State.Identifier : account.Email ?? account.UserName;
        chrome.PersonSwitchUrl = signIn.PathOf("/SignIn/Switch");
    }

    /// <summary>The application's owner; then what the person typed or the application hinted; the account's own once it is proven.</summary>
    private async ValueTask<Organization?> OrganizationAsync(CancellationToken ct)
    {
        var state = signIn.State;
        if (state.Demands.OwnerId is not null || state.Proofs.Count > 0) return signIn.Organization;
        if (state.Demands.DomainHint is { } hint && await organizations.FindByDomainAsync(hint, ct) is { } hinted) return hinted;

        return AccountIdentifier.Parse(state.Identifier) is { Kind: AccountIdentifierKind.Email } email
            ? await organizations.FindByDomainAsync(email.Normalized[(email.Normalized.LastIndexOf('@') + 1)..], ct)
            : null;
    }

    private static string SwitchUrl(HttpRequest request, string culture) =>
        request.PathBase + request.Path + QueryString.Create(
            request.Query.Where(parameter => parameter.Key != CultureMiddleware.SwitchParameter).Append(new(CultureMiddleware.SwitchParameter, culture)));

    private static string Capitalize(string name) => char.ToUpper(name[0], CultureInfo.CurrentCulture) + name[1..];
}
