namespace IdentityServer.Protocol.Authorize;

/// <summary>What became of an authorization request. Only the last two know an address that may be redirected to.</summary>
public abstract record AuthorizeReading
{
    private AuthorizeReading()
    {
    }

    /// <summary>Shown to the person and never sent anywhere: we don't know who asked, or where an answer may go.</summary>
    public sealed record Shown(OAuthError Error) : AuthorizeReading;

    /// <summary>An error that the client gets.</summary>
    public sealed record Answered(AuthorizeAnswer Answer) : AuthorizeReading;

    public sealed record Valid(AuthorizeRequest Request) : AuthorizeReading;
}
