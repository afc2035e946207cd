using System.Formats.Cbor;

namespace IdentityServer.Web.Factors.Passkey.Attestation;

/// <summary>The members of an attestation statement; which ones there are is up to its format.</summary>
internal sealed class AttestationStatement
{
    private readonly Dictionary<string, object?> _members = new(StringComparer.Ordinal);

    public int Count => _members.Count;

    /// <summary>COSE algorithm of the signature.</summary>
    public long? Algorithm => _members.GetValueOrDefault("alg") as long?;

    public byte[]? Signature => Bytes("sig");

    /// <summary>"x5c", DER; null where there is none. A member of another shape is an empty list.</summary>
    public IReadOnlyList<byte[]>? Certificates => !_members.TryGetValue("x5c", out var list) ? null : list as List<byte[]> ?? [];

    public bool Has(string name) => _members.ContainsKey(name);

    public byte[]? Bytes(string name) => _members.GetValueOrDefault(name) as byte[];

    public string? Text(string name) => _members.GetValueOrDefault(name) as string;

    public static AttestationStatement Read(CborReader reader)
    {
        var statement = new AttestationStatement();
        reader.ReadStartMap();
        while (reader.PeekState() != CborReaderState.EndMap)
        {
            var name = reader.ReadTextString();
            if (!statement._members.TryAdd(name, ReadValue(reader))) throw new FormatException($"\"{name}\" stands in the attestation statement twice.");
        }

        reader.ReadEndMap();
        return statement;
    }

    private static object? ReadValue(CborReader reader)
    {
        switch (reader.PeekState())
        {
            case CborReaderState.TextString: return reader.ReadTextString();
            case CborReaderState.ByteString: return reader.ReadByteString();
            case CborReaderState.UnsignedInteger or CborReaderState.NegativeInteger: return reader.ReadInt64();
            case CborReaderState.StartArray: return ReadByteStrings(reader);
            default:
                reader.SkipValue();
                return null;
        }
    }

    private static List<byte[]> ReadByteStrings(CborReader reader)
    {
        var list = new List<byte[]>();
        reader.ReadStartArray();
        while (reader.PeekState() != CborReaderState.EndArray) list.Add(reader.ReadByteString());
        reader.ReadEndArray();
        return list;
    }
}
