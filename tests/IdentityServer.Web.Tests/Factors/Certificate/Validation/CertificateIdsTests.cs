using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using IdentityServer.Web.Factors.Certificate.Validation;
using Xunit;

namespace IdentityServer.Web.Tests.Factors.Certificate.Validation;

public sealed class CertificateIdsTests
{
    [Fact]
    public void Writes_what_a_directory_writes()
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(SourceTree.Vectors, "certificate-user-ids.json")));
        var expected = file.RootElement.GetProperty("expected");
        using var certificate = X509CertificateLoader.LoadCertificate(file.RootElement.GetProperty("certificateBase64").GetBytesFromBase64());

        var ids = CertificateIds.Of(certificate);
        var names = CertificateNames.Read(certificate);

        Assert.Equal(expected.GetProperty("IssuerAndSerialNumber").GetString(), ids.IssuerAndSerialNumber);
        Assert.Equal(expected.GetProperty("SHA1PublicKey").GetString(), ids.Thumbprint);
        Assert.Equal(expected.GetProperty("IssuerAndSubject").GetString(), ids.IssuerAndSubject);
        Assert.Equal(expected.GetProperty("SKI").GetString(), ids.SubjectKeyId);
        Assert.Equal(expected.GetProperty("Subject").GetString(), ids.Subject);
        Assert.Equal(expected.GetProperty("PrincipalName").GetString(), CertificateIds.PrincipalName(Assert.Single(names.PrincipalNames)));
    }
}
