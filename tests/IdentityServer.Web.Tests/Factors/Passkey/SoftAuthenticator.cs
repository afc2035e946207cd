using System.Buffers.Binary;
using System.Buffers.Text;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IdentityServer.Web.Factors.Passkey;
using IdentityServer.Web.Factors.Passkey.Attestation;

namespace IdentityServer.Web.Tests.Factors.Passkey;

/// <summary>An authenticator that does what it is told: signs with any counter, flags, origin and domain.</summary>
internal sealed class SoftAuthenticator : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public byte[] Id { get; } = RandomNumberGenerator.GetBytes(32);

    public uint Counter { get; set; }

    public AuthenticatorFlags Flags { get; set; } = AuthenticatorFlags.UserPresent | AuthenticatorFlags.UserVerified;

    public string Origin { get; set; } = "https://login.example.org";

    public string Domain { get; set; } = "login.example.org";

    public bool CrossOrigin { get; set; }

    public Guid Aaguid { get; set; } = Guid.Parse("08987058-cadc-4b81-b6e1-30de50dcbe96");

    /// <summary>What the server keeps of it.</summary>
    public PasskeyState State => new() { CredentialId = Id, PublicKey = PublicKey(), Aaguid = Aaguid, VerifiesUser = true };

    public string Assert(string options, string userHandle)
    {
        var clientData = ClientData("webauthn.get", options);
        var data = Data();
        var signature = _key.SignData([.. data, .. SHA256.HashData(clientData)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Credential(new JsonObject
        {
            ["clientDataJSON"] = Base64Url.EncodeToString(clientData),
            ["authenticatorData"] = Base64Url.EncodeToString(data),
            ["signature"] = Base64Url.EncodeToString(signature),
            ["userHandle"] = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(userHandle)),
        });
    }

    public void Dispose() => _key.Dispose();

    private string Credential(JsonObject response)
    {
        var id = Base64Url.EncodeToString(Id);
        return new JsonObject { ["id"] = id, ["rawId"] = id, ["type"] = "public-key", ["response"] = response }.ToJsonString();
    }

    private byte[] ClientData(string type, string options)
    {
        var challenge = JsonSerializer.Deserialize<JsonElement>(options).GetProperty("challenge").GetString();
        return Encoding.UTF8.GetBytes(new JsonObject { ["type"] = type, ["challenge"] = challenge, ["origin"] = Origin, ["crossOrigin"] = CrossOrigin }.ToJsonString());
    }

    private byte[] Data()
    {
        var counter = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(counter, Counter);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(Domain)), (byte)Flags, .. counter];
    }

    private byte[] PublicKey()
    {
        var point = _key.ExportParameters(false).Q;
        var writer = new CborWriter(CborConformanceMode.Ctap2Canonical);
        writer.WriteStartMap(5);
        writer.WriteInt32(1);
        writer.WriteInt32(2);
        writer.WriteInt32(3);
        writer.WriteInt32(-7);
        writer.WriteInt32(-1);
        writer.WriteInt32(1);
        writer.WriteInt32(-2);
        writer.WriteByteString(point.X!);
        writer.WriteInt32(-3);
        writer.WriteByteString(point.Y!);
        writer.WriteEndMap();
        return writer.Encode();
    }
}
