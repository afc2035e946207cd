namespace IdentityServer.Protocol.Token;

/// <summary>What is special to one grant type; everything that all share is done before it is asked.</summary>
public interface IGrantHandler
{
    /// <summary>The <c>grant_type</c>.</summary>
    string GrantType { get; }

    internal ValueTask<TokenResult> IssueAsync(TokenRequest request, CancellationToken ct);
}
