using IdentityServer.Protocol.Apis;
using IdentityServer.Protocol.Clients;

namespace IdentityServer.Protocol.Authorize;

/// <summary>An authorization request on its way through the checks; each fills in what it has read.</summary>
internal sealed class AuthorizeDraft(FormParameters form, Client client, ApiCatalog catalog, string redirectUri)
{
    public FormParameters Form { get; } = form;

    public Client Client { get; } = client;

    public ApiCatalog Catalog { get; } = catalog;

    public string RedirectUri { get; } = redirectUri;

    /// <summary>Until the request is found to ask for another, errors travel as RFC 6749 §4.1.2.1 has it.</summary>
    public string ResponseMode { get; set; } = ResponseModes.Query;

    public IReadOnlyList<string> Scopes { get; set; } = [];

    public IReadOnlyList<string> Resources { get; set; } = [];

    public IReadOnlyList<string> Prompts { get; set; } = [];

    public int? MaxAgeSeconds { get; set; } = client.DefaultMaxAge;

    public string? CodeChallenge { get; set; }

    public RequestedClaims Claims { get; set; } = RequestedClaims.None;

    public string? HintedSubject { get; set; }

    public AuthorizeRequest ToRequest() => new()
    {
        ClientId = Client.ClientId,
        RedirectUri = RedirectUri,
        RedirectUriSent = Form["redirect_uri"] is not null,
        ResponseMode = ResponseMode,
        State = Form["state"],
        Nonce = Form["nonce"],
        Scopes = Scopes,
        Resources = Resources,
        Prompts = Prompts,
        MaxAgeSeconds = MaxAgeSeconds,
        LoginHint = Form["login_hint"],
        DomainHint = Form["domain_hint"],
        UiLocales = ScopeText.Split(Form["ui_locales"]),
        AcrValues = AcrValues(),
        EssentialAcr = Claims.EssentialAcr,
        RequestedSubject = HintedSubject ?? Claims.Subject,
        CodeChallenge = CodeChallenge,
        Claims = Claims,
    };

    private IReadOnlyList<string> AcrValues()
    {
        if (Claims.AcrValues.Count > 0) return Claims.AcrValues;
        return Form["acr_values"] is { } values ? ScopeText.Split(values) : Client.DefaultAcrValues;
    }
}
