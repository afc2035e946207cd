using System.Buffers.Binary;
using System.Security.Cryptography;

namespace IdentityServer.Web.Factors.Passkey.Attestation;

/// <summary>A key as a TPM describes it: TPMT_PUBLIC (TPM 2.0 part 2 §12.2.4).</summary>
internal sealed record TpmPublicArea(ushort Type, ushort Curve, byte[] First, byte[] Second, uint Exponent)
{
    private const ushort Rsa = 0x0001, Elliptic = 0x0023, Nothing = 0x0010;

    public static TpmPublicArea Parse(byte[] encoded)
    {
        var reader = new TpmReader(encoded);
        var type = reader.Number16();
        reader.Number16();
        reader.Number32();
        reader.Sized();
        SkipSymmetric(reader);
        SkipScheme(reader);
        var area = type switch
        {
            Rsa => ReadRsa(reader),
            Elliptic => ReadElliptic(reader),
            _ => throw new FormatException("The TPM's key is of an unknown type."),
        };
        reader.End();
        return area;
    }

    /// <summary>TPM 2.0 part 1 §16: a key's name is its description hashed, behind the number of the hash.</summary>
    public static byte[] NameOf(byte[] encoded)
    {
        if (encoded.Length < 4) throw new FormatException("The TPM's key is too short.");

        var hash = BinaryPrimitives.ReadUInt16BigEndian(encoded.AsSpan(2)) switch
        {
            0x000B => HashAlgorithmName.SHA256,
            0x000C => HashAlgorithmName.SHA384,
            0x000D => HashAlgorithmName.SHA512,
            0x0004 => HashAlgorithmName.SHA1,
            _ => throw new FormatException("The TPM's key is named with an unknown hash."),
        };
        return [encoded[2], encoded[3], .. CryptographicOperations.HashData(hash, encoded)];
    }

    public bool Holds(CoseKey key) => Type switch
    {
        Elliptic => key.Type == CoseKey.EllipticCurve && key.Curve == CoseCurve() && SameNumber(First, key.X) && SameNumber(Second, key.Y),
        _ => key.Type == CoseKey.Rsa && SameNumber(First, key.Modulus) && SameNumber(ExponentBytes(), key.Exponent),
    };

    private static TpmPublicArea ReadRsa(TpmReader reader)
    {
        reader.Number16();
        var exponent = reader.Number32();
        // Part 2 §12.2.3.5: zero means the usual exponent.
        return new TpmPublicArea(Rsa, 0, reader.Sized(), [], exponent == 0 ? 65537 : exponent);
    }

    private static TpmPublicArea ReadElliptic(TpmReader reader)
    {
        var curve = reader.Number16();
        SkipScheme(reader);
        return new TpmPublicArea(Elliptic, curve, reader.Sized(), reader.Sized(), 0);
    }

    private static void SkipSymmetric(TpmReader reader)
    {
        if (reader.Number16() != Nothing) reader.Number32();
    }

    private static void SkipScheme(TpmReader reader)
    {
        if (reader.Number16() != Nothing) reader.Number16();
    }

    private static bool SameNumber(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => left.TrimStart((byte)0).SequenceEqual(right.TrimStart((byte)0));

    private long CoseCurve() => Curve switch { 3 => 1, 4 => 2, 5 => 3, _ => 0 };

    private byte[] ExponentBytes()
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, Exponent);
        return bytes;
    }
}

/// <summary>What a TPM certifies: TPMS_ATTEST for a key (TPM 2.0 part 2 §10.12.12).</summary>
internal sealed record TpmCertification(byte[] ExtraData, byte[] AttestedName)
{
    private const uint Magic = 0xff544347;
    private const ushort Certify = 0x8017;
    private const int ClockLength = 17, FirmwareLength = 8;

    public static TpmCertification Parse(byte[] encoded)
    {
        var reader = new TpmReader(encoded);
        if (reader.Number32() != Magic) throw new FormatException("The statement was not made by a TPM.");
        if (reader.Number16() != Certify) throw new FormatException("The TPM's statement is not about a key.");

        reader.Sized();
        var extraData = reader.Sized();
        reader.Skip(ClockLength + FirmwareLength);
        var name = reader.Sized();
        reader.Sized();
        reader.End();
        return new TpmCertification(extraData, name);
    }
}

/// <summary>Reads a TPM's structures: big-endian numbers, and bytes behind their length.</summary>
internal sealed class TpmReader(byte[] encoded)
{
    private int _at;

    public ushort Number16() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    public uint Number32() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    public byte[] Sized() => Take(Number16()).ToArray();

    public void Skip(int count) => Take(count);

    public void End()
    {
        if (_at != encoded.Length) throw new FormatException("Something follows the TPM's structure.");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (encoded.Length - _at < count) throw new FormatException("The TPM's structure is too short.");

        _at += count;
        return encoded.AsSpan(_at - count, count);
    }
}
