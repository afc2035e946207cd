namespace IdentityServer.Protocol.Clients;

/// <summary>Who calls, or why we don't believe it.</summary>
public abstract record ClientAuthentication
{
    private ClientAuthentication()
    {
    }

    public sealed record Succeeded(Client Client) : ClientAuthentication;

    public sealed record Failed(OAuthError Error, bool ByHeader) : ClientAuthentication
    {
        // RFC 6749 §5.2: 401 for a client that failed to authenticate, with the challenge of the scheme it used.
        internal ProtocolResponse ToResponse() => Error.Code == ErrorCodes.InvalidClient
            ? ProtocolResponse.Error(Error, 401, ByHeader ? "Basic realm=\"IdentityServer\", charset=\"UTF-8\"" : null)
            : ProtocolResponse.Error(Error);
    }
}
