using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace IdentityServer.DemoClient.Oidc;

/// <summary>A sign-in under way: what must come back, and what proves to the token endpoint that it was we who asked.</summary>
internal sealed record PendingSignIn(string ClientId, string State, string Nonce, string Verifier, DateTimeOffset StartedAt)
{
    /// <summary>RFC 7636 §4.2.</summary>
    public string Challenge => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    public static PendingSignIn Begin(string clientId, DateTimeOffset now) => new(clientId, Random(), Random(), Random(), now);

    private static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
