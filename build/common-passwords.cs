#:property PublishAot=false
// Makes src/IdentityServer.Web/Factors/Password/common-passwords.bin of a list of passwords, the most common first, one a line:
//
//     dotnet run build/common-passwords.cs LIST [LIST …] src/IdentityServer.Web/Factors/Password/common-passwords.bin
//
// docs/recovery.md says which list, and under which licence. CommonPasswords.cs reads what is written here.
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

const int Most = 250_000;
const int ShortestEntry = 4;
const int BitsPerEntry = 20;
const int Probes = 14;

var words = new HashSet<string>(StringComparer.Ordinal);
foreach (var line in args[..^1].SelectMany(File.ReadLines))
{
    var word = Fold(line.Trim());
    if (word.Length >= ShortestEntry && words.Count < Most) words.Add(word);
}

var filter = new byte[words.Count * BitsPerEntry / 8];
var bits = (ulong)filter.Length * 8;
foreach (var word in words)
{
    var hash = SHA256.HashData(Encoding.UTF8.GetBytes(word));
    var (first, second) = (BinaryPrimitives.ReadUInt64LittleEndian(hash), BinaryPrimitives.ReadUInt64LittleEndian(hash.AsSpan(8)) | 1);
    for (var probe = 0; probe < Probes; probe++)
    {
        var bit = (first + ((ulong)probe * second)) % bits;
        filter[bit / 8] |= (byte)(1 << (int)(bit % 8));
    }
}

File.WriteAllBytes(args[^1], filter);
Console.WriteLine($"{words.Count} passwords in {filter.Length} bytes.");

// Small letters without accents, as CommonPasswords.Fold has it.
static string Fold(string text) => string.Concat(
    text.Normalize(NormalizationForm.FormKD)
        .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
        .Select(char.ToLowerInvariant));
