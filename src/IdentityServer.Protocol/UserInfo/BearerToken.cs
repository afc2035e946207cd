namespace IdentityServer.Protocol.UserInfo;

/// <summary>Takes the access token out of a request (RFC 6750 §2.1 and §2.2; never from the query, RFC 9700 §4.3.2).</summary>
internal static class BearerToken
{
    private const string Scheme = "Bearer ";

    /// <summary>The token; or an error; or neither, where the request brings none.</summary>
    public static (string? Token, OAuthError? Error) Read(ProtocolRequest request)
    {
        if (!FormParameters.TryRead(request.Parameters, out var form, out var error)) return (null, error);

        var inForm = form["access_token"];
        var header = request.Authorization;
        if (header is null || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return (inForm, null);

        // RFC 6750 §2: one method a request.
        return inForm is null
            ? (header[Scheme.Length..].Trim(' '), null)
            : (null, OAuthError.InvalidRequest("The access token was sent in more than one way."));
    }
}
