using IdentityServer.Protocol.Apis;
using IdentityServer.Web.Localization;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Consent;

/// <summary>A scope in the person's words.</summary>
internal sealed record ScopeWords(string Name, string Title, string? Detail, bool IsRequired)
{
    public static ScopeWords Of(string scope, ApiCatalog apis, IStringLocalizer<Texts> texts) => scope switch
    {
        "openid" => new(scope, texts["Know who you are"], texts["A number that stands for you."], true),
        "profile" => new(scope, texts["See your profile"], texts["Your name, user name and language."], false),
        "email" => new(scope, texts["See your email address"], null, false),
        "phone" => new(scope, texts["See your phone number"], null, false),
        "address" => new(scope, texts["See your postal address"], null, false),
        "offline_access" => new(scope, texts["Keep this access while you are away"], texts["Until you or your organization withdraw it."], false),
        _ => OfApi(scope, apis),
    };

    private static ScopeWords OfApi(string scope, ApiCatalog apis)
    {
        var api = apis.FindByScope(scope);
        var described = api?.Scopes.FirstOrDefault(candidate => candidate.Name == scope);
        return new(scope, described?.DisplayName ?? scope, described?.Description ?? api?.DisplayName, described?.Required ?? false);
    }
}
