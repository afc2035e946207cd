using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IdentityServer.Web.Factors.Certificate.Revocation;
using IdentityServer.Web.Tests.Support;
using Xunit;

namespace IdentityServer.Web.Tests.Factors.Certificate.Revocation;

public sealed class RevocationListTests
{
    private static readonly TestIssuer Issuer = TestIssuer.CreateRoot();

    private static readonly X509Certificate2 Good = Issuer.Issue(new());

    private static readonly X509Certificate2 Revoked = Issuer.Issue(new());

    private static DateTime Now => DateTime.UtcNow;

    [Fact]
    public void Lists_what_was_revoked_and_nothing_else()
    {
        var list = RevocationListReader.Read(Issuer.ListRevoked(7, DateTimeOffset.UtcNow.AddDays(1), Revoked));

        Assert.Null(RevocationListChecks.ProblemOf(list, Issuer.Certificate, Now));
        Assert.Equal(new BigInteger(7), list.Number);
        Assert.True(list.Lists(Revoked.SerialNumberBytes.Span));
        Assert.False(list.Lists(Good.SerialNumberBytes.Span));
    }

    [Fact]
    public void Reads_an_empty_list_and_one_in_PEM()
    {
        var der = Issuer.ListRevoked(1, DateTimeOffset.UtcNow.AddDays(1));

        Assert.Empty(RevocationListReader.Read(der).SerialNumbers);
        Assert.Empty(RevocationListReader.Read(System.Text.Encoding.ASCII.GetBytes(PemEncoding.WriteString("X509 CRL", der))).SerialNumbers);
    }

    [Fact]
    public void Refuses_a_list_that_is_out_of_date_or_not_of_today()
    {
        var stale = RevocationListReader.Read(Issuer.ListRevoked(1, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddDays(-1)));
        var future = RevocationListReader.Read(Issuer.ListRevoked(1, DateTimeOffset.UtcNow.AddDays(2), DateTimeOffset.UtcNow.AddDays(1)));

        Assert.Contains("replaced", RevocationListChecks.ProblemOf(stale, Issuer.Certificate, Now), StringComparison.Ordinal);
        Assert.Contains("future", RevocationListChecks.ProblemOf(future, Issuer.Certificate, Now), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_list_of_another_authority_with_the_same_name()
    {
        var list = RevocationListReader.Read(TestIssuer.CreateRoot().ListRevoked(1, DateTimeOffset.UtcNow.AddDays(1)));

        Assert.NotNull(RevocationListChecks.ProblemOf(list, Issuer.Certificate, Now));
    }

    [Fact]
    public void Refuses_a_list_that_was_changed()
    {
        var content = Issuer.ListRevoked(1, DateTimeOffset.UtcNow.AddDays(1), Revoked);
        var place = content.AsSpan().IndexOf(Revoked.SerialNumberBytes.Span);
        content[place + 5] ^= 1;

        var list = RevocationListReader.Read(content);

        Assert.False(list.Lists(Revoked.SerialNumberBytes.Span));
        Assert.Contains("signature", RevocationListChecks.ProblemOf(list, Issuer.Certificate, Now), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_list_of_an_authority_that_may_sign_none()
    {
        var issuer = TestIssuer.CreateRoot("Signs certificates only", X509KeyUsageFlags.KeyCertSign);
        var signs = TestIssuer.CreateRoot("Signs certificates only");
        var list = RevocationListReader.Read(signs.ListRevoked(1, DateTimeOffset.UtcNow.AddDays(1))) with { AuthorityKeyId = null };

        Assert.Contains("may not sign", RevocationListChecks.ProblemOf(list, issuer.Certificate, Now), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_delta_list_an_indirect_one_and_what_it_does_not_know()
    {
        Assert.Throws<AsnContentException>(() => Read(("2.5.29.27", true, [2, 1, 1])));
        Assert.Throws<AsnContentException>(() => Read(("2.5.29.28", true, [0x30, 3, 0x84, 1, 0xFF])));
        Assert.Throws<AsnContentException>(() => Read(("2.5.29.28", true, [0x30, 4, 0x83, 2, 5, 0x20])));
        Assert.Throws<AsnContentException>(() => Read(("1.2.3.4", true, [5, 0])));
        Assert.Throws<AsnContentException>(() => Read(("2.5.29.20", false, [2, 1, 1]), ("2.5.29.20", false, [2, 1, 2])));
        Assert.Empty(Read(("1.2.3.4", false, [5, 0])).SerialNumbers);
    }

    [Fact]
    public void Knows_whom_a_list_is_about()
    {
        var users = Read(("2.5.29.28", true, [0x30, 3, 0x81, 1, 0xFF]));
        var authorities = Read(("2.5.29.28", true, [0x30, 3, 0x82, 1, 0xFF]));
        var all = Read();

        Assert.True(RevocationListChecks.IsAbout(users, Good));
        Assert.False(RevocationListChecks.IsAbout(users, Issuer.Certificate));
        Assert.False(RevocationListChecks.IsAbout(authorities, Good));
        Assert.True(RevocationListChecks.IsAbout(authorities, Issuer.Certificate));
        Assert.True(RevocationListChecks.IsAbout(all, Good));
    }

    [Fact]
    public void A_list_for_one_distribution_point_is_only_about_certificates_that_name_it()
    {
        var list = Read() with { Scope = new ListScope(false, false, ["http://crl.example/1.crl"]) };

        Assert.False(RevocationListChecks.IsAbout(list, Good));
        Assert.True(RevocationListChecks.IsAbout(list, Issuer.Issue(new() { ListAddress = "http://crl.example/1.crl" })));
        Assert.False(RevocationListChecks.IsAbout(list, Issuer.Issue(new() { ListAddress = "http://crl.example/2.crl" })));
    }

    [Fact]
    public void Never_breaks_on_what_is_no_list()
    {
        var content = Issuer.ListRevoked(1, DateTimeOffset.UtcNow.AddDays(1), Revoked);

        for (var length = 0; length < content.Length; length++)
            Assert.Throws<AsnContentException>(() => RevocationListReader.Read(content[..length]));
    }

    private static RevocationList Read(params (string Oid, bool IsCritical, byte[] Value)[] extensions) => RevocationListReader.Read(Write(extensions));

    /// <summary>A list with extensions of the test's choice. Reading doesn't look at the signature.</summary>
    private static byte[] Write((string Oid, bool IsCritical, byte[] Value)[] extensions)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteInteger(1);
                WriteAlgorithm(writer);
                writer.WriteEncodedValue(Issuer.Certificate.SubjectName.RawData);
                writer.WriteUtcTime(DateTimeOffset.UtcNow.AddDays(-1));
                writer.WriteUtcTime(DateTimeOffset.UtcNow.AddDays(1));
                if (extensions.Length > 0) WriteExtensions(writer, extensions);
            }

            WriteAlgorithm(writer);
            writer.WriteBitString([1, 2, 3]);
        }

        return writer.Encode();
    }

    private static void WriteExtensions(AsnWriter writer, (string Oid, bool IsCritical, byte[] Value)[] extensions)
    {
        using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
        using (writer.PushSequence())
        {
            foreach (var extension in extensions)
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(extension.Oid);
                    if (extension.IsCritical) writer.WriteBoolean(true);
                    writer.WriteOctetString(extension.Value);
                }
            }
        }
    }

    private static void WriteAlgorithm(AsnWriter writer)
    {
        using (writer.PushSequence()) writer.WriteObjectIdentifier("1.2.840.10045.4.3.2");
    }
}
