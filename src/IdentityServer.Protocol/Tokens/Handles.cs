using System.Security.Cryptography;
using System.Text;
using IdentityServer.Protocol.Jose;

namespace IdentityServer.Protocol.Tokens;

/// <summary>Random values that a client holds and of which only a hash is kept.</summary>
internal static class Handles
{
    private const int Length = 32;

    public static string Create()
    {
        Span<byte> bytes = stackalloc byte[Length];
        RandomNumberGenerator.Fill(bytes);
        return Base64UrlText.Encode(bytes);
    }

    public static byte[] Hash(string handle) => SHA256.HashData(Encoding.UTF8.GetBytes(handle));
}
