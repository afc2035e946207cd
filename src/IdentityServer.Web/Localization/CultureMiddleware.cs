using System.Globalization;
using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Localization;

/// <summary>
/// Chooses the language of a page: the switch on this journey, the application's ui_locales, the account (once it is proven, so that it
/// tells a stranger nothing), the switch on earlier visits, the organization, the browser.
/// </summary>
internal sealed class CultureMiddleware(RequestDelegate next)
{
    public const string SwitchParameter = "lang";

    private const string CookieName = "lang";

    public async Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<PageActionDescriptor>() is null)
        {
            await next(http);
            return;
        }

        var signIn = http.RequestServices.GetRequiredService<CurrentSignIn>();
        if (http.Request.Query.ContainsKey(CurrentSignIn.JourneyParameter)) await signIn.OpenAsync(http.RequestAborted);
        if (await SwitchAsync(http, signIn)) return;

        var culture = Cultures.All[Choose(http, signIn)];
        CultureInfo.CurrentCulture = culture;
        CultureInfo.CurrentUICulture = culture;
        await next(http);
    }

    private static string Choose(HttpContext http, CurrentSignIn signIn)
    {
        var journey = signIn.IsOpen ? signIn.State : null;
        return journey?.Culture
            ?? journey?.Demands.Culture
            ?? (journey?.Proofs.Count > 0 ? signIn.Person?.Account.Culture : null)
            ?? Cultures.FirstOf([http.Request.Cookies[CookieName] ?? ""])
            ?? (TellsNothing(journey) ? signIn.Organization?.Culture : null)
            ?? Cultures.FirstOf(http.Request.Headers.AcceptLanguage.ToString())
            ?? Cultures.Default;
    }

    /// <summary>
    /// Before anything is proven, the organization is the application's or the one it hinted at, or else the account's own: whose language
    /// would tell a stranger that there is such an account.
    /// </summary>
    private static bool TellsNothing(JourneyState? journey) =>
        journey is not null && (journey.Demands.OwnerId is not null || journey.Identifier is null || journey.Proofs.Count > 0);

    /// <summary>Notes the choice and shows the same page again under its plain address.</summary>
    private static async Task<bool> SwitchAsync(HttpContext http, CurrentSignIn signIn)
    {
        if (!HttpMethods.IsGet(http.Request.Method) || Cultures.FirstOf([http.Request.Query[SwitchParameter].ToString()]) is not { } chosen) return false;

        http.Response.Cookies.Append(CookieName, chosen, new CookieOptions
        {
            MaxAge = TimeSpan.FromDays(400),
            HttpOnly = true,
            Secure = http.Request.IsHttps,
            SameSite = SameSiteMode.Lax,
            IsEssential = true,
        });
        if (signIn.IsOpen)
        {
            signIn.Change(state => state with { Culture = chosen });
            await signIn.SaveAsync(http.RequestAborted);
        }

        var rest = http.Request.Query.Where(parameter => parameter.Key != SwitchParameter);
        http.Response.Redirect(http.Request.Path + QueryString.Create(rest));
        return true;
    }
}
