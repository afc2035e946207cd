using System.Formats.Cbor;

namespace IdentityServer.Web.Tests.Factors.Passkey.Attestation;

/// <summary>An attestation object taken apart, to be altered and put together again.</summary>
internal sealed class Statement
{
    public required string Format { get; set; }

    public required byte[] AuthenticatorData { get; set; }

    /// <summary>Numbers, texts, bytes, and lists of bytes.</summary>
    public Dictionary<string, object> Members { get; } = [];

    public List<byte[]> Certificates => (List<byte[]>)Members["x5c"];

    public static Statement Of(byte[] attestationObject)
    {
        var reader = new CborReader(attestationObject);
        reader.ReadStartMap();
        string format = "";
        byte[] data = [];
        var members = new Dictionary<string, object>();
        while (reader.PeekState() != CborReaderState.EndMap)
        {
            switch (reader.ReadTextString())
            {
                case "fmt": format = reader.ReadTextString(); break;
                case "authData": data = reader.ReadByteString(); break;
                default: ReadMembers(reader, members); break;
            }
        }

        var statement = new Statement { Format = format, AuthenticatorData = data };
        foreach (var (name, value) in members) statement.Members[name] = value;
        return statement;
    }

    /// <summary>The same bytes with one bit turned, where <paramref name="at"/> counts from the end if it is negative.</summary>
    public Statement Turn(string member, int at)
    {
        var bytes = (byte[])((byte[])Members[member]).Clone();
        bytes[at < 0 ? bytes.Length + at : at] ^= 1;
        Members[member] = bytes;
        return this;
    }

    public byte[] Encode()
    {
        var writer = new CborWriter();
        writer.WriteStartMap(3);
        writer.WriteTextString("fmt");
        writer.WriteTextString(Format);
        writer.WriteTextString("attStmt");
        writer.WriteStartMap(Members.Count);
        foreach (var (name, value) in Members)
        {
            writer.WriteTextString(name);
            Write(writer, value);
        }

        writer.WriteEndMap();
        writer.WriteTextString("authData");
        writer.WriteByteString(AuthenticatorData);
        writer.WriteEndMap();
        return writer.Encode();
    }

    private static void ReadMembers(CborReader reader, Dictionary<string, object> members)
    {
        reader.ReadStartMap();
        while (reader.PeekState() != CborReaderState.EndMap) members[reader.ReadTextString()] = Read(reader);
        reader.ReadEndMap();
    }

    private static object Read(CborReader reader)
    {
        switch (reader.PeekState())
        {
            case CborReaderState.TextString: return reader.ReadTextString();
            case CborReaderState.ByteString: return reader.ReadByteString();
            case CborReaderState.StartArray:
                var list = new List<byte[]>();
                reader.ReadStartArray();
                while (reader.PeekState() != CborReaderState.EndArray) list.Add(reader.ReadByteString());
                reader.ReadEndArray();
                return list;
            default: return reader.ReadInt64();
        }
    }

    private static void Write(CborWriter writer, object value)
    {
        switch (value)
        {
            case long number: writer.WriteInt64(number); break;
            case string text: writer.WriteTextString(text); break;
            case byte[] bytes: writer.WriteByteString(bytes); break;
            default:
                var list = (List<byte[]>)value;
                writer.WriteStartArray(list.Count);
                list.ForEach(writer.WriteByteString);
                writer.WriteEndArray();
                break;
        }
    }
}
