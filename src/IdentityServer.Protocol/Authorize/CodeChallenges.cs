using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using IdentityServer.Protocol.Jose;

namespace IdentityServer.Protocol.Authorize;

/// <summary>PKCE with S256 (RFC 7636).</summary>
internal static class CodeChallenges
{
    private static readonly SearchValues<char> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    /// <summary>RFC 7636 §4.1 and §4.2: the syntax of a verifier and of a challenge.</summary>
    public static bool IsWellFormed(string text) => text.Length is >= 43 and <= 128 && !text.AsSpan().ContainsAnyExcept(Unreserved);

    /// <summary>RFC 7636 §4.6.</summary>
    public static bool IsAnsweredBy(string challenge, string verifier)
    {
        if (!IsWellFormed(verifier)) return false;

        var expected = Base64UrlText.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(challenge));
    }
}
