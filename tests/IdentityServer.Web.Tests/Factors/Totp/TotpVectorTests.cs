using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IdentityServer.Web.Factors.Totp;
using Xunit;

namespace IdentityServer.Web.Tests.Factors.Totp;

/// <summary>The RFCs' own values.</summary>
public sealed class TotpVectorTests
{
    private static readonly JsonElement Vectors = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(SourceTree.Vectors, "otp.json"))).RootElement;

    [Fact]
    public void Computes_the_codes_of_RFC_4226_appendix_D()
    {
        var secret = Encoding.ASCII.GetBytes(Vectors.GetProperty("rfc4226_D").GetProperty("secretAscii").GetString()!);
        var values = Vectors.GetProperty("rfc4226_D").GetProperty("values").EnumerateArray().ToList();

        Assert.Equal(10, values.Count);
        Assert.All(values, value => Assert.Equal(
            value.GetProperty("hotp").GetString(), Web.Factors.Totp.Totp.CodeAt(secret, value.GetProperty("count").GetInt64())));
    }

    [Theory]
    [InlineData("SHA1")]
    [InlineData("SHA256")]
    [InlineData("SHA512")]
    public void Computes_the_codes_of_RFC_6238_appendix_B(string hash)
    {
        var appendix = Vectors.GetProperty("rfc6238_B");
        var secret = Encoding.ASCII.GetBytes(appendix.GetProperty("seedsAscii").GetProperty(hash).GetString()!);
        var values = appendix.GetProperty("values").EnumerateArray().ToList();

        Assert.Equal(6, values.Count);
        Assert.All(values, value =>
        {
            var step = Web.Factors.Totp.Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(value.GetProperty("time").GetInt64()));

            Assert.Equal(value.GetProperty("counterHex").GetString(), step.ToString("X16", CultureInfo.InvariantCulture));
            Assert.Equal(value.GetProperty(hash).GetString(), Web.Factors.Totp.Totp.CodeAt(secret, step, new HashAlgorithmName(hash), 8));
        });
    }

    [Fact]
    public void Writes_and_reads_base_32_as_RFC_4648_section_10()
    {
        var values = Vectors.GetProperty("base32").EnumerateArray().ToList();

        Assert.Equal(7, values.Count);
        Assert.All(values, value =>
        {
            var bytes = Convert.FromHexString(value.GetProperty("hex").GetString()!);
            var text = value.GetProperty("b32").GetString()!;

            Assert.Equal(text.TrimEnd('='), Base32.Encode(bytes));
            Assert.True(Base32.TryDecode(text, out var read));
            Assert.Equal(bytes, read);
        });
    }
}
