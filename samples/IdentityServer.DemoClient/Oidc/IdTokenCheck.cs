using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace IdentityServer.DemoClient.Oidc;

/// <summary>What an ID token has to be for this application to believe it (OpenID Connect Core §3.1.3.7).</summary>
internal sealed record IdTokenCheck(string Issuer, string ClientId, string? Nonce, DateTimeOffset Now)
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    /// <summary>Null if all is well.</summary>
    public Problem? Check(SignedToken token, JsonWebKey key, string accessToken)
    {
        string? flaw = null;
        if (!key.Verifies(token.Algorithm ?? "none", token.SignedPart, token.Signature)) flaw = "its signature is not the server's";
        else if (token.Text("iss") != Issuer) flaw = $"it comes from {token.Text("iss")}, not from {Issuer}";
        else if (!token.Audience().Contains(ClientId)) flaw = "it was issued to another application";
        else if (token.Audience().Count > 1 && token.Text("azp") != ClientId) flaw = "it was issued to several applications, of which this is not the one that asked";
        else if (token.Time("exp") is not { } expires || expires + ClockSkew <= Now) flaw = "it has expired";
        else if (token.Time("iat") is not { } issued || issued - ClockSkew > Now) flaw = "it is from the future";
        else if (token.Text("nonce") != Nonce) flaw = "it belongs to another sign-in (nonce)";
        else if (token.Text("at_hash") is { } hash && hash != HashOf(accessToken)) flaw = "it belongs to another access token (at_hash)";
        else if (string.IsNullOrEmpty(token.Text("sub"))) flaw = "it names nobody";
        return flaw is null ? null : new Problem(Problem.BadIdToken, $"The ID token was refused: {flaw}.");
    }

    // Core §3.1.3.6: the left half of the hash that the signature uses.
    private static string HashOf(string accessToken) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken)).AsSpan(0, 16));
}
