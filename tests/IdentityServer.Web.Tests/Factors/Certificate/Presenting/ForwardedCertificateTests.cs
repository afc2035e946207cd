using IdentityServer.Web.Factors.Certificate.Presenting;
using IdentityServer.Web.Tests.Support;
using Microsoft.Extensions.Primitives;
using Xunit;

namespace IdentityServer.Web.Tests.Factors.Certificate.Presenting;

public sealed class ForwardedCertificateTests
{
    private static readonly System.Security.Cryptography.X509Certificates.X509Certificate2 Presented = TestIssuer.CreateRoot().Issue(new());

    [Fact]
    public void Reads_the_byte_sequence_of_RFC_9440() => AssertPresented($":{Convert.ToBase64String(Presented.RawData)}:");

    [Fact]
    public void Reads_PEM_with_percent_signs() => AssertPresented(Uri.EscapeDataString(Presented.ExportCertificatePem()));

    [Theory, InlineData(""), InlineData(":"), InlineData("::"), InlineData(":AAAA:"), InlineData(":?:"), InlineData("(null)"), InlineData("%2D%2D%2D"), InlineData("-----BEGIN CERTIFICATE-----"),
        InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")]
    public void Takes_nothing_else_for_a_certificate(string header) => Assert.Null(ForwardedCertificate.Read(header));

    [Fact]
    public void Takes_no_two_headers()
    {
        var header = $":{Convert.ToBase64String(Presented.RawData)}:";

        Assert.Null(ForwardedCertificate.Read(new StringValues([header, header])));
        Assert.Null(ForwardedCertificate.Read(default));
    }

    private static void AssertPresented(string header)
    {
        using var read = ForwardedCertificate.Read(header);

        Assert.Equal(Presented.RawData, read?.RawData);
    }
}
