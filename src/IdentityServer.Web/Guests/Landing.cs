using IdentityServer.Protocol.Clients;

namespace IdentityServer.Web.Guests;

/// <summary>Where an invitation ends.</summary>
internal static class Landing
{
    public static string PathOf(string? clientId) => clientId is null ? "/" : $"/invitation/landing?client={Uri.EscapeDataString(clientId)}";

    /// <summary>
    /// Where the application wants sign-ins to begin (<c>initiate_login_uri</c>, OpenID Connect Core §4); or else its front page, as far as its
    /// registration tells. Null: it doesn't.
    /// </summary>
    public static string? AddressOf(Client client, string issuer) => client switch
    {
        { InitiateLoginUri: { } initiate } => $"{initiate}{(initiate.Contains('?', StringComparison.Ordinal) ? '&' : '?')}iss={Uri.EscapeDataString(issuer)}",
        { ClientUri: { } home } => home,
        { RedirectUris: [var callback, ..] } when Uri.TryCreate(callback, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" => uri.GetLeftPart(UriPartial.Authority) + "/",
        _ => null,
    };
}
