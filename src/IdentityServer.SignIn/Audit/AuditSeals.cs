using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using IdentityServer.SignIn.Secrets;

namespace IdentityServer.SignIn.Audit;

/// <summary>
/// Hashes that chain the audit log: each is made, under a key that no database holds, of the one before, the entry's number and all that the
/// entry says.
/// </summary>
public sealed class AuditSeals(ISecretProtector secrets)
{
    public const int Length = 32;

    /// <summary>What the first entry follows.</summary>
    public static byte[] Beginning => new byte[Length];

    public byte[] Seal(ReadOnlySpan<byte> previous, long number, AuditEntry entry)
    {
        var text = new ArrayBufferWriter<byte>(512);
        text.Write(previous);
        Write(text, number);
        WriteFields(text, entry);
        return secrets.Hash("audit-chain", text.WrittenSpan);
    }

    /// <summary>Of the chain's end, so that it can't be put elsewhere.</summary>
    public byte[] SealEnd(long number, ReadOnlySpan<byte> hash)
    {
        var text = new ArrayBufferWriter<byte>(64);
        Write(text, number);
        text.Write(hash);
        return secrets.Hash("audit-chain-end", text.WrittenSpan);
    }

    /// <summary>Whether the end was written by this server. That of a chain with no entries bears no seal.</summary>
    public bool IsSound(AuditChainEnd end) => end.Seal is null
        ? end.Number is 0 && end.Hash.AsSpan().SequenceEqual(Beginning)
        : CryptographicOperations.FixedTimeEquals(end.Seal, SealEnd(end.Number, end.Hash));

    // Each field with its place and length, so that no two entries read the same; what is absent is left out, so that a field that is added
    // one day changes no earlier hash. Never renumber one.
    private static void WriteFields(ArrayBufferWriter<byte> text, AuditEntry entry)
    {
        Write(text, 1, entry.Id);
        Write(text, 2, entry.AtUtc.Ticks);
        Write(text, 3, entry.Event);
        Write(text, 4, entry.Succeeded ? 1 : 0);
        Write(text, 5, entry.AccountId);
        Write(text, 6, entry.ActorId);
        Write(text, 7, entry.OrganizationId);
        Write(text, 8, entry.ClientId);
        Write(text, 9, entry.JourneyId);
        Write(text, 10, entry.SessionId);
        Write(text, 11, entry.FactorKey);
        Write(text, 12, entry.Address);
        Write(text, 13, entry.UserAgent);
        Write(text, 14, entry.Target);
        Write(text, 15, entry.Changes);
        Write(text, 16, entry.Detail);
    }

    private static void Write(ArrayBufferWriter<byte> text, byte place, Guid? value)
    {
        if (value is { } id) Write(text, place, id.ToByteArray());
    }

    private static void Write(ArrayBufferWriter<byte> text, byte place, string? value)
    {
        if (value is not null) Write(text, place, Encoding.UTF8.GetBytes(value));
    }

    private static void Write(ArrayBufferWriter<byte> text, byte place, long value)
    {
        text.Write([place]);
        Write(text, value);
    }

    private static void Write(ArrayBufferWriter<byte> text, byte place, byte[] value)
    {
        Write(text, place, value.LongLength);
        text.Write(value);
    }

    private static void Write(ArrayBufferWriter<byte> text, long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(text.GetSpan(sizeof(long)), value);
        text.Advance(sizeof(long));
    }
}
