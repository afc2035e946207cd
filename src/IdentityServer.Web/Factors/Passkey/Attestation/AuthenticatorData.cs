using System.Buffers.Binary;
using System.Formats.Cbor;

namespace IdentityServer.Web.Factors.Passkey.Attestation;

/// <summary>Authenticator data (WebAuthn §6.1), as far as we look at it ourselves.</summary>
/// <param name="Credential">The new key; null in a sign-in.</param>
internal sealed record AuthenticatorData(AuthenticatorFlags Flags, uint SignCount, AttestedCredential? Credential)
{
    private const int HashLength = 32, FlagsAt = 32, CountAt = 33, HeadLength = 37;

    /// <exception cref="FormatException">It is none.</exception>
    /// <exception cref="CborContentException">The key or the extensions are not CBOR.</exception>
    /// <exception cref="InvalidOperationException">They hold other types than they should.</exception>
    public static AuthenticatorData Parse(byte[] encoded)
    {
        if (encoded.Length < HeadLength) throw new FormatException("The authenticator data is too short.");

        var flags = (AuthenticatorFlags)encoded[FlagsAt];
        var count = BinaryPrimitives.ReadUInt32BigEndian(encoded.AsSpan(CountAt));
        ReadOnlyMemory<byte> rest = encoded.AsMemory(HeadLength);
        AttestedCredential? credential = null;
        if (flags.HasFlag(AuthenticatorFlags.AttestedCredential)) credential = AttestedCredential.Read(ref rest);
        if (flags.HasFlag(AuthenticatorFlags.Extensions)) rest = rest[AttestedCredential.LengthOfValue(rest)..];
        if (rest.Length > 0) throw new FormatException("Something follows the authenticator data.");
        return new AuthenticatorData(flags, count, credential);
    }

    /// <summary>The relying party's id, hashed.</summary>
    public static ReadOnlySpan<byte> RelyingPartyIdHash(byte[] encoded) => encoded.AsSpan(0, HashLength);
}

/// <summary>What the authenticator says about the person and about the key.</summary>
[Flags]
internal enum AuthenticatorFlags : byte
{
    None = 0,
    UserPresent = 0x01,
    UserVerified = 0x04,

    /// <summary>The key may be copied to other devices.</summary>
    BackupEligible = 0x08,

    /// <summary>It has been.</summary>
    BackedUp = 0x10,
    AttestedCredential = 0x40,
    Extensions = 0x80,
}

/// <summary>A new key, with the model of the device that made it (WebAuthn §6.5.1).</summary>
/// <param name="PublicKey">A COSE key.</param>
internal sealed record AttestedCredential(Guid Aaguid, byte[] Id, byte[] PublicKey)
{
    private const int AaguidLength = 16, HeadLength = 18;

    internal static AttestedCredential Read(ref ReadOnlyMemory<byte> rest)
    {
        if (rest.Length < HeadLength) throw new FormatException("The attested credential is too short.");

        var aaguid = new Guid(rest.Span[..AaguidLength], bigEndian: true);
        var idLength = BinaryPrimitives.ReadUInt16BigEndian(rest.Span[AaguidLength..]);
        rest = rest[HeadLength..];
        if (rest.Length < idLength) throw new FormatException("The credential id is too short.");

        var id = rest[..idLength].ToArray();
        rest = rest[idLength..];
        var keyLength = LengthOfValue(rest);
        var key = rest[..keyLength].ToArray();
        rest = rest[keyLength..];
        return new AttestedCredential(aaguid, id, key);
    }

    internal static int LengthOfValue(ReadOnlyMemory<byte> encoded)
    {
        var reader = new CborReader(encoded, CborConformanceMode.Ctap2Canonical, allowMultipleRootLevelValues: true);
        reader.SkipValue();
        return encoded.Length - reader.BytesRemaining;
    }
}
