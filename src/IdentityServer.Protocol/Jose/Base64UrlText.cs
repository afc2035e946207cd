using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace IdentityServer.Protocol.Jose;

/// <summary>base64url without padding (RFC 7515 §2). Reads only what writing would give: one spelling for each value.</summary>
public static class Base64UrlText
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static readonly SearchValues<char> Allowed = SearchValues.Create(Alphabet);

    public static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    public static bool TryDecode(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (text.Length % 4 == 1 || text.ContainsAnyExcept(Allowed)) return false;

        // Bits beyond the last byte must be zero, or a token could be respelled without breaking its signature.
        var unused = (text.Length % 4) switch { 2 => 0b1111, 3 => 0b11, _ => 0 };
        if (unused != 0 && (Alphabet.IndexOf(text[^1], StringComparison.Ordinal) & unused) != 0) return false;

        bytes = Base64Url.DecodeFromChars(text);
        return true;
    }
}
