namespace IdentityServer.Protocol.Token;

/// <summary>What a grant handler decides.</summary>
internal abstract record TokenResult
{
    private TokenResult()
    {
    }

    /// <summary>RFC 6749 §5.1. Tokens are the bytes that go out.</summary>
    public sealed record Issued(byte[] AccessToken, int ExpiresIn, IReadOnlyList<string> Scopes) : TokenResult
    {
        public string? RefreshToken { get; init; }

        public byte[]? IdToken { get; init; }

        public override string ToString() => "Issued tokens";
    }

    public sealed record Rejected(OAuthError Error) : TokenResult;
}
