using IdentityServer.Protocol.Apis;
using IdentityServer.Protocol.Clients;
using IdentityServer.Protocol.Tokens;

namespace IdentityServer.Protocol.Authorize;

/// <summary>
/// The authorization endpoint (RFC 6749 §3.1, OpenID Connect Core §3.1.2): reads a request, and when the person has signed in and
/// agreed, answers it. What happens in between is not its business.
/// </summary>
public sealed class AuthorizeEndpoint(
    ProtocolOptions options, IClientStore clients, IApiStore apis, IdTokenHints hints, AuthorizationCodes codes)
{
    public async Task<AuthorizeReading> ReadAsync(IReadOnlyList<KeyValuePair<string, string>> parameters, CancellationToken ct)
    {
        var readable = FormParameters.TryRead(parameters, out var form, out var error);
        form ??= FormParameters.SoundPartOf(parameters);

        // RFC 6749 §4.1.2.1: without a client and an address of that client's, nobody may be redirected.
        if (form["client_id"] is not { } clientId) return Shown(error ?? OAuthError.InvalidRequest("The client_id is missing."));
        if (await clients.FindAsync(clientId, ct) is not { } client) return Shown(OAuthError.InvalidClient("The client is unknown."));

        var redirectUri = form["redirect_uri"] ?? OnlyRegistered(client, parameters);
        if (redirectUri is null) return Shown(error ?? OAuthError.InvalidRequest("The redirect_uri is missing."));
        if (!RedirectUris.IsRegistered(redirectUri, client)) return Shown(OAuthError.InvalidRequest("The redirect_uri is not registered for this client."));

        var draft = new AuthorizeDraft(form, client, await apis.ReadAsync(ct), redirectUri);
        if (!readable) AuthorizeChecks.ResponseMode(draft);
        error ??= AuthorizeChecks.Run(draft) ?? await CheckHintAsync(draft, ct);
        return error is null
            ? new AuthorizeReading.Valid(draft.ToRequest())
            : new AuthorizeReading.Answered(Answer(draft.RedirectUri, draft.ResponseMode, form["state"], ToParameters(error)));
    }

    /// <summary>Sends the client a code for what was granted.</summary>
    public async Task<AuthorizeAnswer> CompleteAsync(
        AuthorizeRequest request, Authentication authentication, IReadOnlyCollection<string> grantedScopes, CancellationToken ct)
    {
        var scopes = request.Scopes.Where(grantedScopes.Contains).ToList();
        if (scopes.Count == 0) return Refuse(request, ErrorCodes.AccessDenied, "Nothing was granted.");

        // The client may have been removed while the person signed in.
        if (await clients.FindAsync(request.ClientId, ct) is not { } client) return Refuse(request, ErrorCodes.UnauthorizedClient, "The client is gone.");

        var code = await codes.CreateAsync(request, client, authentication, scopes, ct);
        return Answer(request.RedirectUri, request.ResponseMode, request.State, [new("code", code)]);
    }

    /// <summary>Sends the client an error.</summary>
    public AuthorizeAnswer Refuse(AuthorizeRequest request, string error, string? description = null) =>
        Answer(request.RedirectUri, request.ResponseMode, request.State, ToParameters(new OAuthError(error, description ?? "")));

    private static AuthorizeReading.Shown Shown(OAuthError error) => new(error);

    // RFC 6749 §3.1.2.3. One that came but was not sound is not one that was left out.
    private static string? OnlyRegistered(Client client, IReadOnlyList<KeyValuePair<string, string>> parameters) =>
        client.RedirectUris.Count == 1 && !parameters.Any(parameter => parameter.Key == "redirect_uri" && parameter.Value.Length > 0)
            ? client.RedirectUris[0]
            : null;

    private static KeyValuePair<string, string>[] ToParameters(OAuthError error) => error.Description.Length == 0
        ? [new("error", error.Code)]
        : [new("error", error.Code), new("error_description", error.Description)];

    private async ValueTask<OAuthError?> CheckHintAsync(AuthorizeDraft draft, CancellationToken ct)
    {
        if (draft.Form["id_token_hint"] is not { } token) return null;
        if (await hints.ReadAsync(token, ct) is not { } hint || hint.ClientId != draft.Client.ClientId)
            return OAuthError.InvalidRequest("The id_token_hint was not issued by this server to this client.");
        if (draft.Claims.Subject is { } wanted && wanted != hint.Subject)
            return OAuthError.InvalidRequest("The id_token_hint and the claims ask for different people.");

        draft.HintedSubject = hint.Subject;
        return null;
    }

    private AuthorizeAnswer Answer(string redirectUri, string mode, string? state, IEnumerable<KeyValuePair<string, string>> parameters) => new()
    {
        RedirectUri = redirectUri,
        ResponseMode = mode,
        Parameters = state is null
            ? [.. parameters, new("iss", options.Issuer)]
            : [.. parameters, new("state", state), new("iss", options.Issuer)],
    };
}
