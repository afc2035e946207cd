using IdentityServer.Protocol.Keys;

namespace IdentityServer.Protocol.Clients;

/// <summary>Checks a client's metadata before it is stored (RFC 7591 §2, RFC 8252, RFC 9700).</summary>
public static class ClientValidation
{
    private static readonly string[] AuthMethods = [ClientCredentials.None, ClientCredentials.Basic, ClientCredentials.Post];
    private static readonly string[] GrantTypes = ["authorization_code", "refresh_token", "client_credentials"];

    private const int MostOfName = 200, MostRoles = 30, MostOfRole = 64;

    /// <summary>Empty if nothing is wrong.</summary>
    public static IReadOnlyList<ClientProblem> Check(Client client) =>
        [.. Names(client), .. Grants(client), .. Addresses(client), .. Formats(client), .. Lifetimes(client)];

    private static IEnumerable<ClientProblem> Names(Client client)
    {
        // RFC 6749 Appendix A.1; the length is the column's.
        if (client.ClientId.Length is 0 or > 200 || client.ClientId.Any(c => c is < ' ' or > '~'))
            yield return new("client_id", "A client_id is 1 to 200 printable ASCII characters.");
        // RFC 9068 §5: a client's own tokens have it as subject and must not be taken for a person's.
        if (Guid.TryParse(client.ClientId, out _)) yield return new("client_id", "A client_id must not look like the id of an account.");
        if (client.ClientName is { Length: > MostOfName }) yield return new("client_name", $"A client_name has {MostOfName} characters at most.");
        if (client.Roles.Count > MostRoles || client.Roles.Distinct(StringComparer.Ordinal).Count() != client.Roles.Count || client.Roles.Any(role => !IsRole(role)))
            yield return new("roles", $"The roles are at most {MostRoles} different names of 1 to {MostOfRole} characters.");
        if (client.ApplicationType is not ("web" or "native")) yield return new("application_type", "The application_type is web or native.");
        if (client.Scopes.Any(scope => scope.Any(c => c is < '!' or '"' or '\\' or > '~')))
            yield return new("scope", "A scope is made of printable ASCII characters without quotes and backslashes.");
    }

    private static bool IsRole(string role) => role.Length is > 0 and <= MostOfRole && role.Trim() == role && !role.Any(char.IsControl);

    private static IEnumerable<ClientProblem> Grants(Client client)
    {
        if (client.GrantTypes.Count == 0 || client.GrantTypes.Any(type => !GrantTypes.Contains(type)))
            yield return new("grant_types", $"Each of the grant_types is one of {string.Join(", ", GrantTypes)}.");
        if (!AuthMethods.Contains(client.TokenEndpointAuthMethod))
            yield return new("token_endpoint_auth_method", $"The token_endpoint_auth_method is one of {string.Join(", ", AuthMethods)}.");
        if (client.IsPublic && client.GrantTypes.Contains("client_credentials"))
            yield return new("grant_types", "A client without a secret can't use client_credentials.");
        if (client.IsPublic && !client.RequirePkce) yield return new("require_pkce", "A client without a secret must use PKCE.");
        if (client.GrantTypes.Contains("refresh_token") && !client.GrantTypes.Contains("authorization_code"))
            yield return new("grant_types", "The refresh_token grant needs authorization_code beside it.");
        if (client.ResponseTypes.Any(type => type != "code")) yield return new("response_types", "The only response type is code.");
    }

    private static IEnumerable<ClientProblem> Addresses(Client client)
    {
        if (client.GrantTypes.Contains("authorization_code") && client.RedirectUris.Count == 0)
            yield return new("redirect_uris", "A client that signs people in needs a redirect URI.");
        foreach (var uri in client.RedirectUris)
        {
            if (RedirectProblem(uri, client) is { } problem) yield return new("redirect_uris", problem);
        }

        foreach (var uri in client.PostLogoutRedirectUris)
        {
            if (RedirectProblem(uri, client) is { } problem) yield return new("post_logout_redirect_uris", problem);
        }

        // Back-Channel Logout 1.0 §2.2: an absolute URI without a fragment. We call it: never in the clear over a network.
        if (client.BackchannelLogoutUri is { } logout && (RedirectProblem(logout, client with { ApplicationType = "web" }) is { } wrong)) yield return new("backchannel_logout_uri", wrong);

        (string Field, string? Value)[] pages =
        [
            ("client_uri", client.ClientUri), ("logo_uri", client.LogoUri), ("policy_uri", client.PolicyUri),
            ("tos_uri", client.TosUri), ("initiate_login_uri", client.InitiateLoginUri),
        ];
        foreach (var (field, value) in pages)
        {
            // These become links on our pages: javascript: and the like must not.
            if (value is not null && !(Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"))
                yield return new(field, $"The {field} must be an http or https address.");
        }
    }

    private static string? RedirectProblem(string text, Client client)
    {
        if (text.Length > 2_000 || !Uri.TryCreate(text, UriKind.Absolute, out var uri)) return $"{text} is not an absolute URI.";
        if (text.Contains('#', StringComparison.Ordinal)) return $"{text} must not have a fragment.";
        if (text.Any(c => c is <= ' ' or > '~')) return $"{text} must be percent-encoded ASCII.";
        if (uri.UserInfo.Length > 0) return $"{text} must not hold a user name.";
        if (uri.Scheme == Uri.UriSchemeHttps) return null;
        if (uri.Scheme == Uri.UriSchemeHttp) return uri.IsLoopback ? null : $"{text} must use https; http is for loopback addresses.";

        // RFC 8252 §7.1: a scheme of the application's own, named after a domain; that also keeps javascript: and data: out.
        return client.ApplicationType == "native" && uri.Scheme.Contains('.', StringComparison.Ordinal)
            ? null
            : $"{text} must use https; a private-use scheme such as com.example.app is for native applications.";
    }

    private static IEnumerable<ClientProblem> Formats(Client client)
    {
        var algorithms = string.Join(", ", SignatureAlgorithms.Public);
        if (!SignatureAlgorithms.Public.Contains(client.IdTokenSignedResponseAlg))
            yield return new("id_token_signed_response_alg", $"The id_token_signed_response_alg is one of {algorithms}.");
        if (!SignatureAlgorithms.Public.Contains(client.AccessTokenSignedResponseAlg))
            yield return new("access_token_signed_response_alg", $"The access_token_signed_response_alg is one of {algorithms}.");
        if (client.AccessTokenFormat is not ("jwt" or "reference")) yield return new("access_token_format", "The access_token_format is jwt or reference.");
    }

    private static IEnumerable<ClientProblem> Lifetimes(Client client)
    {
        const int Day = 86_400;
        (string Field, int Value, int Least, int Most)[] ranges =
        [
            ("authorization_code_lifetime", client.AuthorizationCodeLifetime, 10, 600),
            ("access_token_lifetime", client.AccessTokenLifetime, 60, Day),
            ("id_token_lifetime", client.IdTokenLifetime, 60, Day),
            ("refresh_token_lifetime", client.RefreshTokenLifetime, 60, 365 * Day),
            ("refresh_token_max_lifetime", client.RefreshTokenMaxLifetime, client.RefreshTokenLifetime, 10 * 365 * Day),
            ("refresh_token_grace", client.RefreshTokenGrace, 0, 300),
            ("default_max_age", client.DefaultMaxAge ?? 0, 0, int.MaxValue),
        ];
        foreach (var (field, value, least, most) in ranges)
        {
            if (value < least || value > most) yield return new(field, $"The {field} is {least} to {most} seconds.");
        }
    }
}
