using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace IdentityServer.EndToEnd.Tests.Support;

/// <summary>An authenticator app: RFC 6238, written apart from the server's.</summary>
internal static class Totp
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <param name="secret">In Base 32.</param>
    /// <param name="stepsFromNow">1: the code that the app shows next.</param>
    public static string CodeOf(string secret, int stepsFromNow = 0)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30 + stepsFromNow);
#pragma warning disable CA5350 // RFC 6238 as every authenticator app knows it.
        var hash = HMACSHA1.HashData(Decode(secret), counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & 0x7FFFFFFF;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    public static string NewSecret() => RandomNumberGenerator.GetString(Alphabet, 32);

    private static byte[] Decode(string secret)
    {
        var bits = string.Concat(secret.Select(letter => Convert.ToString(Alphabet.IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(chunk => chunk.Length == 8).Select(chunk => Convert.ToByte(new string(chunk), 2))];
    }
}
