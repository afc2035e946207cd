using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace IdentityServer.Web.Factors.Totp;

/// <summary>Time-based one-time passwords (RFC 6238) with SHA-1, six digits and 30 seconds: what every authenticator app computes.</summary>
internal static class Totp
{
    public const int StepSeconds = 30;

    public const int Digits = 6;

    /// <summary>RFC 4226 §4, requirement 6: 160 bits are recommended.</summary>
    public const int SecretBytes = 20;

    public static long StepAt(DateTimeOffset time) => time.ToUnixTimeSeconds() / StepSeconds;

    public static string CodeAt(ReadOnlySpan<byte> secret, long step) => CodeAt(secret, step, HashAlgorithmName.SHA1, Digits);

    /// <summary>RFC 4226 §5.3, for any of the hashes of RFC 6238 §1.2.</summary>
    internal static string CodeAt(ReadOnlySpan<byte> secret, long step, HashAlgorithmName hash, int digits)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);

        Span<byte> mac = stackalloc byte[64];
        var length = CryptographicOperations.HmacData(hash, secret, counter, mac);

        var offset = mac[length - 1] & 0xF;
        var number = BinaryPrimitives.ReadInt32BigEndian(mac[offset..]) & 0x7FFFFFFF;
        var code = number % (int)Math.Pow(10, digits);
        return code.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    /// <summary>The step within <paramref name="drift"/> of <paramref name="now"/> that has this code, or null. Looks at all of them, always.</summary>
    public static long? FindStep(ReadOnlySpan<byte> secret, string code, long now, int drift)
    {
        long? found = null;
        Span<byte> typed = stackalloc byte[Digits];
        if (code.Length != Digits || !System.Text.Encoding.ASCII.TryGetBytes(code, typed, out _)) return null;

        Span<byte> expected = stackalloc byte[Digits];
        for (var step = now - drift; step <= now + drift; step++)
        {
            System.Text.Encoding.ASCII.GetBytes(CodeAt(secret, step), expected);
            if (CryptographicOperations.FixedTimeEquals(expected, typed)) found = step;
        }

        return found;
    }
}
