using System.Buffers.Binary;
using System.Security.Cryptography;

namespace IdentityServer.Protocol.Jose;

/// <summary>AES Key Wrap with the default initial value (RFC 3394), which the platform has only in its padded form.</summary>
internal static class AesKeyWrap
{
    private const int Block = 8;
    private const int Rounds = 6;
    private const ulong InitialValue = 0xA6A6A6A6A6A6A6A6;

    public static byte[] Wrap(byte[] wrappingKey, ReadOnlySpan<byte> key)
    {
        using var aes = Aes.Create();
        aes.Key = wrappingKey;
        var blocks = key.Length / Block;
        var wrapped = new byte[key.Length + Block];
        key.CopyTo(wrapped.AsSpan(Block));
        BinaryPrimitives.WriteUInt64BigEndian(wrapped, InitialValue);

        Span<byte> pair = stackalloc byte[2 * Block];
        for (var step = 1; step <= Rounds * blocks; step++)
        {
            var block = wrapped.AsSpan(Block * (((step - 1) % blocks) + 1), Block);
            wrapped.AsSpan(0, Block).CopyTo(pair);
            block.CopyTo(pair[Block..]);
            aes.EncryptEcb(pair, pair, PaddingMode.None);
            BinaryPrimitives.WriteUInt64BigEndian(wrapped, BinaryPrimitives.ReadUInt64BigEndian(pair) ^ (ulong)step);
            pair[Block..].CopyTo(block);
        }

        return wrapped;
    }

    /// <summary>Null if the wrapping key is another or the wrapped one was changed.</summary>
    public static byte[]? Unwrap(byte[] wrappingKey, ReadOnlySpan<byte> wrapped)
    {
        if (wrapped.Length % Block != 0 || wrapped.Length < 3 * Block) return null;

        using var aes = Aes.Create();
        aes.Key = wrappingKey;
        var blocks = (wrapped.Length / Block) - 1;
        var work = wrapped.ToArray();

        Span<byte> pair = stackalloc byte[2 * Block];
        for (var step = Rounds * blocks; step >= 1; step--)
        {
            var block = work.AsSpan(Block * (((step - 1) % blocks) + 1), Block);
            BinaryPrimitives.WriteUInt64BigEndian(pair, BinaryPrimitives.ReadUInt64BigEndian(work) ^ (ulong)step);
            block.CopyTo(pair[Block..]);
            aes.DecryptEcb(pair, pair, PaddingMode.None);
            pair[..Block].CopyTo(work);
            pair[Block..].CopyTo(block);
        }

        return BinaryPrimitives.ReadUInt64BigEndian(work) == InitialValue ? work[Block..] : null;
    }
}
