using System.Buffers.Binary;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace IdentityServer.Web.Factors.Password;

/// <summary>
/// A quarter of a million passwords that people try first, as a Bloom filter of 20 bits each: it knows all of them, and takes one other word in
/// fifteen thousand for one. Made by build/common-passwords.cs.
/// </summary>
internal sealed class CommonPasswords
{
    /// <summary>Shorter words are not in it.</summary>
    public const int ShortestEntry = 4;

    private const int Probes = 14;

    private readonly Lazy<byte[]> _filter = new(Load);

    /// <param name="folded">As <see cref="Fold"/> leaves it.</param>
    public bool Contains(string folded)
    {
        if (folded.Length < ShortestEntry) return false;

        var filter = _filter.Value;
        var bits = (ulong)filter.Length * 8;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(folded));
        var (first, second) = (BinaryPrimitives.ReadUInt64LittleEndian(hash), BinaryPrimitives.ReadUInt64LittleEndian(hash.AsSpan(8)) | 1);
        for (var probe = 0; probe < Probes; probe++)
        {
            var bit = (first + ((ulong)probe * second)) % bits;
            if ((filter[bit / 8] & (1 << (int)(bit % 8))) == 0) return false;
        }

        return true;
    }

    /// <summary>Small letters without accents; text that has no normal form as it is.</summary>
    public static string Fold(string text)
    {
        try
        {
            text = text.Normalize(NormalizationForm.FormKD);
        }
        catch (ArgumentException)
        {
            // Half of a surrogate pair: no list has such a password.
        }

        return string.Concat(text.Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark).Select(char.ToLowerInvariant));
    }

    private static byte[] Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("common-passwords.bin")!;
        var filter = new byte[stream.Length];
        stream.ReadExactly(filter);
        return filter;
    }
}
