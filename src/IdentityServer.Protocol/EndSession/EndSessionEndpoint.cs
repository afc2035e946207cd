using IdentityServer.Protocol.Clients;
using IdentityServer.Protocol.Tokens;

namespace IdentityServer.Protocol.EndSession;

/// <summary>Reads logout requests (OpenID Connect RP-Initiated Logout 1.0).</summary>
public sealed class EndSessionEndpoint(IClientStore clients, IdTokenHints hints)
{
    public async Task<EndSessionReading> ReadAsync(IReadOnlyList<KeyValuePair<string, string>> parameters, CancellationToken ct)
    {
        if (!FormParameters.TryRead(parameters, out var form, out var error)) return new EndSessionReading.Shown(error);

        IdTokenHint? hint = null;
        if (form["id_token_hint"] is { } token && (hint = await hints.ReadAsync(token, ct)) is null)
            return Refuse("The id_token_hint was not issued by this server.");
        if (hint is not null && form["client_id"] is { } named && named != hint.ClientId)
            return Refuse("The client_id is not the one the id_token_hint was issued to.");

        var clientId = form["client_id"] ?? hint?.ClientId;
        var client = clientId is null ? null : await clients.FindAsync(clientId, ct);
        if (clientId is not null && client is null) return Refuse("The client is unknown.");

        // RP-Initiated Logout §3: never to an address that is not registered, exactly.
        var address = form["post_logout_redirect_uri"];
        if (address is not null && client?.PostLogoutRedirectUris.Contains(address) != true)
            return Refuse("The post_logout_redirect_uri is not registered for the client.");

        return new EndSessionReading.Valid(new EndSessionRequest
        {
            ClientId = clientId,
            HintedSubject = hint?.Subject,
            HintedSessionId = hint?.SessionId,
            LogoutHint = form["logout_hint"],
            UiLocales = ScopeText.Split(form["ui_locales"]),
            PostLogoutRedirectUri = address,
            State = form["state"],
        });
    }

    private static EndSessionReading.Shown Refuse(string description) => new(OAuthError.InvalidRequest(description));
}
