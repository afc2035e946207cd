using System.Globalization;
using IdentityServer.SignIn.Journeys;
using IdentityServer.Web.SecurityInfo;
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

    /// <summary>The switch on a person's own pages: for as long as the browser is open it goes before their account.</summary>
    private const string HereCookieName = "lang-here";

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

        var culture = Cultures.All[await OfAccountAsync(http) ?? Choose(http, signIn)];
        CultureInfo.CurrentCulture = culture;
        CultureInfo.CurrentUICulture = culture;
        await next(http);
    }

    /// <summary>Whoever chooses a language for their account is taken at their word.</summary>
    public static void ForgetSwitch(HttpContext http) => http.Response.Cookies.Delete(HereCookieName);

    /// <summary>The language of a person's own pages; null for all others, and where neither they nor their organization have one.</summary>
    private static async Task<string?> OfAccountAsync(HttpContext http)
    {
        if (http.GetEndpoint()!.Metadata.GetMetadata<AccountPageAttribute>() is null) return null;

        return Cultures.FirstOf([http.Request.Cookies[HereCookieName] ?? ""])
            ?? await http.RequestServices.GetRequiredService<CurrentAccount>().FindCultureAsync(http.RequestAborted);
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

        Keep(http, CookieName, chosen, TimeSpan.FromDays(400));
        Keep(http, HereCookieName, chosen, null);
        if (signIn.IsOpen)
        {
            signIn.Change(state => state with { Culture = chosen });
            await signIn.SaveAsync(http.RequestAborted);
        }

        var rest = http.Request.Query.Where(parameter => parameter.Key != SwitchParameter);
        http.Response.Redirect(http.Request.Path + QueryString.Create(rest));
        return true;
    }

    private static void Keep(HttpContext http, string name, string culture, TimeSpan? lifetime) => http.Response.Cookies.Append(name, culture, new CookieOptions
    {
        MaxAge = lifetime,
        HttpOnly = true,
        Secure = http.Request.IsHttps,
        SameSite = SameSiteMode.Lax,
        IsEssential = true,
    });
}
