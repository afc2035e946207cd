using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IdentityServer.Web.Factors.Passkey.Attestation;
using Xunit;

namespace IdentityServer.Web.Tests.Factors.Passkey.Attestation;

/// <summary>WebAuthn §8.2.1, clause by clause, with certificates made here.</summary>
public sealed class PackedCertificateTests
{
    private const string Subject = "C=CA, O=Harbour Keys, OU=Authenticator Attestation, CN=Harbour Key 2";

    private static readonly WebAuthnVector Vector = WebAuthnVectors.Find("packed-es256");

    private static readonly Guid Aaguid = new(WebAuthnVector.Bytes(Vector.Registration, "aaguid"), bigEndian: true);

    [Fact]
    public void Accepts_a_certificate_that_is_right()
    {
        var verified = Assert.IsType<AttestationResult.Verified>(Verify(Subject, request => AddAaguid(request, Aaguid, critical: false)));

        Assert.Equal(AttestationTrust.Trusted, verified.Trust);
    }

    [Theory]
    [InlineData("O=Harbour Keys, OU=Authenticator Attestation, CN=Harbour Key 2")]
    [InlineData("C=CA, OU=Authenticator Attestation, CN=Harbour Key 2")]
    [InlineData("C=CA, O=Harbour Keys, OU=Something else, CN=Harbour Key 2")]
    [InlineData("C=CA, O=Harbour Keys, CN=Harbour Key 2")]
    [InlineData("C=CA, O=Harbour Keys, OU=Authenticator Attestation")]
    public void Refuses_another_subject(string subject) => Assert.IsType<AttestationResult.Refused>(Verify(subject, _ => { }));

    [Fact]
    public void Refuses_an_authority() => Assert.IsType<AttestationResult.Refused>(
        Verify(Subject, request => request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true))));

    [Fact]
    public void Refuses_a_certificate_for_another_model() => Assert.IsType<AttestationResult.Refused>(
        Verify(Subject, request => AddAaguid(request, Guid.NewGuid(), critical: false)));

    [Fact]
    public void Refuses_a_critical_model() => Assert.IsType<AttestationResult.Refused>(
        Verify(Subject, request => AddAaguid(request, Aaguid, critical: true)));

    [Fact]
    public void Refuses_a_model_that_cannot_be_read() => Assert.IsType<AttestationResult.Refused>(
        Verify(Subject, request => request.CertificateExtensions.Add(new X509Extension("1.3.6.1.4.1.45724.1.1.4", [4, 2, 1, 2], false))));

    /// <summary>The specification's example, signed anew by a certificate of our own.</summary>
    private static AttestationResult Verify(string subject, Action<CertificateRequest> extend)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        extend(request);
        using var certificate = request.CreateSelfSigned(new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc), new DateTime(2035, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var statement = Statement.Of(Vector.AttestationObject);
        statement.Certificates[0] = certificate.RawData;
        statement.Members["sig"] = key.SignData(
            [.. statement.AuthenticatorData, .. Vector.ClientDataHash], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Verifiers.Trusting(certificate).Verify(statement.Encode(), Vector.ClientDataHash);
    }

    private static void AddAaguid(CertificateRequest request, Guid aaguid, bool critical)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteOctetString(aaguid.ToByteArray(bigEndian: true));
        request.CertificateExtensions.Add(new X509Extension("1.3.6.1.4.1.45724.1.1.4", writer.Encode(), critical));
    }
}
