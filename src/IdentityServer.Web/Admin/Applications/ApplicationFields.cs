using IdentityServer.Protocol.Clients;
using IdentityServer.Web.Localization;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Admin.Applications;

/// <summary>What is wrong with an application's metadata, by the field of the form and in the person's language.</summary>
internal sealed class ApplicationFields(IStringLocalizer<Texts> texts)
{
    public FieldProblem Of(ClientProblem problem) => problem.Field switch
    {
        "client_id" => new(nameof(ApplicationDraft.ClientId), texts["An ID has 1 to 200 letters, digits and signs without accents, and doesn't look like an account's number."]),
        "client_name" => new(nameof(ApplicationDraft.Name), texts["Use {0} characters at most.", 200]),
        "redirect_uris" => new(nameof(ApplicationDraft.RedirectUris), Addresses),
        "post_logout_redirect_uris" => new(nameof(ApplicationDraft.PostLogoutRedirectUris), Addresses),
        "backchannel_logout_uri" => new(nameof(ApplicationDraft.BackchannelLogoutUri), texts["Give a full address that begins with https://."]),
        "client_uri" => new(nameof(ApplicationDraft.ClientUri), Page),
        "policy_uri" => new(nameof(ApplicationDraft.PolicyUri), Page),
        "tos_uri" => new(nameof(ApplicationDraft.TosUri), Page),
        "scope" => new(nameof(ApplicationDraft.Scopes), texts["Choose among the permissions that there are."]),
        "roles" => new(nameof(ApplicationDraft.Roles), texts["Give at most 30 different roles, one a line, of at most 64 characters each."]),
        "token_endpoint_auth_method" => new(nameof(ApplicationDraft.AuthMethod), texts["Choose one of the list."]),
        "access_token_format" => new(nameof(ApplicationDraft.TokenFormat), texts["Choose one of the list."]),
        "id_token_signed_response_alg" or "access_token_signed_response_alg" => new(nameof(ApplicationDraft.Algorithm), texts["Choose one of the list."]),
        "access_token_lifetime" => new(nameof(ApplicationDraft.AccessTokenLifetime), Day),
        "id_token_lifetime" => new(nameof(ApplicationDraft.IdTokenLifetime), Day),
        "authorization_code_lifetime" => new(nameof(ApplicationDraft.AuthorizationCodeLifetime), texts["Give 10 to 600 seconds."]),
        "refresh_token_lifetime" => new(nameof(ApplicationDraft.RefreshTokenLifetime), texts["Give 60 seconds to 365 days."]),
        "refresh_token_max_lifetime" => new(nameof(ApplicationDraft.RefreshTokenMaxLifetime), texts["This can't be shorter than the time without use."]),

        // What the form doesn't offer was wrong before, and stands in the file's own words.
        _ => new("", problem.Sentence),
    };

    private string Addresses => texts["Give full addresses, one a line. They begin with https://; http:// is for this computer only, and a scheme such as com.example.app:/ for mobile applications."];

    private string Page => texts["Give a full address that begins with https:// or http://."];

    private string Day => texts["Give 60 to 86400 seconds."];
}
