using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace IdentityServer.Web.Tests.Factors.Passkey;

/// <summary>The examples of the WebAuthn specification: a registration and a sign-in each.</summary>
internal sealed record WebAuthnVector(string Id, JsonElement Registration, JsonElement Authentication)
{
    public byte[] AttestationObject => Bytes(Registration, "attestationObject");

    public byte[] ClientDataHash => SHA256.HashData(Bytes(Registration, "clientDataJSON"));

    public static byte[] Bytes(JsonElement half, string name) => Convert.FromHexString(half.GetProperty(name).GetString()!);

    public override string ToString() => Id;
}

internal static class WebAuthnVectors
{
    private static readonly JsonElement Document =
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(SourceTree.Vectors, "webauthn-l3.json"))).RootElement;

    public static IReadOnlyList<WebAuthnVector> All { get; } =
        [.. Document.GetProperty("vectors").EnumerateArray().Select(vector => new WebAuthnVector(
            vector.GetProperty("id").GetString()!, vector.GetProperty("registration"), vector.GetProperty("authentication")))];

    public static string RelyingPartyId => Document.GetProperty("rpId").GetString()!;

    public static string Origin => Document.GetProperty("origin").GetString()!;

    public static WebAuthnVector Find(string id) => All.Single(vector => vector.Id == id);

    /// <summary>A new object each time: its user disposes of it.</summary>
    public static X509Certificate2 Root() =>
        X509CertificateLoader.LoadCertificate(WebAuthnVector.Bytes(Document.GetProperty("attestationRoot"), "attestation_ca_cert"));
}
