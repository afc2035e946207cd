using System.Text;

namespace IdentityServer.Web.Factors.Totp;

/// <summary>Base 32 as authenticator apps write it: RFC 4648 §6, upper case, no padding.</summary>
internal static class Base32
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder((bytes.Length * 8 + 4) / 5);
        int buffer = 0, bits = 0;
        foreach (var b in bytes)
        {
            buffer = (buffer << 8) | b;
            bits += 8;
            while (bits >= 5)
            {
                text.Append(Alphabet[(buffer >> (bits - 5)) & 31]);
                bits -= 5;
            }
        }

        if (bits > 0) text.Append(Alphabet[(buffer << (5 - bits)) & 31]);
        return text.ToString();
    }

    /// <summary>Takes what people type: lower case, spaces, hyphens and padding are let through.</summary>
    public static bool TryDecode(string text, out byte[] bytes)
    {
        var result = new List<byte>(text.Length * 5 / 8);
        int buffer = 0, bits = 0;
        bytes = [];
        foreach (var c in text.TrimEnd('='))
        {
            if (c is ' ' or '-' or '\u00a0') continue;
            var value = Alphabet.IndexOf(char.ToUpperInvariant(c), StringComparison.Ordinal);
            if (value < 0) return false;

            buffer = ((buffer << 5) | value) & 0xFFF;
            bits += 5;
            if (bits < 8) continue;
            result.Add((byte)(buffer >> (bits - 8)));
            bits -= 8;
        }

        bytes = [.. result];
        return true;
    }
}
