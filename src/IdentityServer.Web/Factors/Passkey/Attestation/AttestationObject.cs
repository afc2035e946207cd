using System.Formats.Cbor;

namespace IdentityServer.Web.Factors.Passkey.Attestation;

/// <summary>What an authenticator returns when it makes a key (WebAuthn §6.5.4).</summary>
internal sealed record AttestationObject(string Format, AttestationStatement Statement, byte[] AuthenticatorData)
{
    /// <exception cref="FormatException">It is none.</exception>
    /// <exception cref="CborContentException">It is not CBOR.</exception>
    /// <exception cref="InvalidOperationException">It holds other types than it should.</exception>
    public static AttestationObject Parse(byte[] encoded)
    {
        var reader = new CborReader(encoded, CborConformanceMode.Lax);
        string? format = null;
        AttestationStatement? statement = null;
        byte[]? authenticatorData = null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        reader.ReadStartMap();
        while (reader.PeekState() != CborReaderState.EndMap)
        {
            var name = reader.ReadTextString();
            if (!seen.Add(name)) throw new FormatException($"\"{name}\" stands in the attestation object twice.");
            switch (name)
            {
                case "fmt": format = reader.ReadTextString(); break;
                case "attStmt": statement = AttestationStatement.Read(reader); break;
                case "authData": authenticatorData = reader.ReadByteString(); break;
                default: reader.SkipValue(); break;
            }
        }

        reader.ReadEndMap();
        if (reader.BytesRemaining > 0) throw new FormatException("Something follows the attestation object.");
        if (format is null || statement is null || authenticatorData is null) throw new FormatException("The attestation object lacks a member.");
        return new AttestationObject(format, statement, authenticatorData);
    }
}
