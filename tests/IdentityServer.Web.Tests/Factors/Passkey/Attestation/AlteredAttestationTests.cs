using IdentityServer.Web.Factors.Passkey.Attestation;
using Xunit;

namespace IdentityServer.Web.Tests.Factors.Passkey.Attestation;

/// <summary>Each part of each statement altered, alone: every one of them has to be refused.</summary>
public sealed class AlteredAttestationTests
{
    private const int FlagsAt = 32, AaguidAt = 37, CredentialIdAt = 55;

    private static readonly Dictionary<string, Action<Statement>> Alterations = new()
    {
        ["another signature"] = statement => statement.Turn("sig", -1),
        ["no signature"] = statement => statement.Members.Remove("sig"),
        ["a signature of another type"] = statement => statement.Members["sig"] = "text",
        ["another algorithm"] = statement => statement.Members["alg"] = -257L,
        ["an unknown algorithm"] = statement => statement.Members["alg"] = -9999L,
        ["no algorithm"] = statement => statement.Members.Remove("alg"),
        ["another relying party"] = statement => statement.AuthenticatorData[0] ^= 1,
        ["another AAGUID"] = statement => statement.AuthenticatorData[AaguidAt] ^= 1,
        ["another counter"] = statement => statement.AuthenticatorData[FlagsAt + 1] ^= 1,
        ["other flags"] = statement => statement.AuthenticatorData[FlagsAt] ^= (byte)AuthenticatorFlags.UserVerified,
        ["another credential id"] = statement => statement.AuthenticatorData[CredentialIdAt] ^= 1,
        ["another key"] = statement => statement.AuthenticatorData[^1] ^= 1,
        ["a byte too many"] = statement => statement.AuthenticatorData = [.. statement.AuthenticatorData, 0],
        ["a byte too few"] = statement => statement.AuthenticatorData = statement.AuthenticatorData[..^1],
        ["no certificate"] = statement => statement.Certificates.Clear(),
        ["no list of certificates"] = statement => statement.Members.Remove("x5c"),
        ["certificates of another type"] = statement => statement.Members["x5c"] = "text",
        ["a broken certificate"] = statement => statement.Certificates[0] = statement.Certificates[0][..^9],
        ["another vendor's certificate"] = statement => statement.Certificates[0] = CertificateOf("packed-es384"),
        ["two certificates"] = statement => statement.Certificates.Add(statement.Certificates[0]),
        ["another format"] = statement => statement.Format = "none",
        ["an unknown format"] = statement => statement.Format = "compound-x",
        ["a withdrawn format"] = statement => statement.Format = "android-safetynet",
        ["another version"] = statement => statement.Members["ver"] = "1.2",
        ["a certification of something else"] = statement => statement.Turn("certInfo", 0),
        ["a certification of another type"] = statement => statement.Turn("certInfo", 5),
        ["another hash in the certification"] = statement => statement.Turn("certInfo", ExtraDataAt(statement)),
        ["another name in the certification"] = statement => statement.Turn("certInfo", NameAt(statement)),
        ["a certification that goes on"] = statement => statement.Members["certInfo"] = (byte[])[.. (byte[])statement.Members["certInfo"], 0],
        ["another public area"] = statement => statement.Turn("pubArea", -1),
        ["other attributes in the public area"] = statement => statement.Turn("pubArea", 7),
        ["no certification"] = statement => statement.Members.Remove("certInfo"),
        ["no public area"] = statement => statement.Members.Remove("pubArea"),
    };

    private static readonly string[] DataAlterations =
        ["another relying party", "another credential id", "another key", "a byte too many", "a byte too few"];

    // What the oldest keys sign is neither flags nor counter nor model.
    private static readonly string[] AllDataAlterations = [.. DataAlterations, "another AAGUID", "another counter", "other flags"];

    private static readonly string[] FormatAlterations = ["another format", "an unknown format", "a withdrawn format"];

    private static readonly string[] SignatureAlterations = ["another signature", "no signature", "a signature of another type"];

    private static readonly string[] AlgorithmAlterations = ["another algorithm", "an unknown algorithm", "no algorithm"];

    private static readonly string[] CertificateAlterations =
        ["no certificate", "no list of certificates", "certificates of another type", "a broken certificate", "another vendor's certificate"];

    private static readonly string[] TpmAlterations =
    [
        "another version", "a certification of something else", "a certification of another type", "another hash in the certification",
        "another name in the certification", "a certification that goes on", "another public area", "other attributes in the public area",
        "no certification", "no public area",
    ];

    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        Add(cases, "packed-self-es256", [.. AllDataAlterations, .. FormatAlterations, .. SignatureAlterations, .. AlgorithmAlterations]);
        Add(cases, "packed-es256", [.. AllDataAlterations, .. FormatAlterations, .. SignatureAlterations, .. AlgorithmAlterations, .. CertificateAlterations]);
        Add(cases, "tpm-es256", [.. AllDataAlterations, .. FormatAlterations, .. SignatureAlterations, .. AlgorithmAlterations, .. CertificateAlterations, .. TpmAlterations]);
        Add(cases, "android-key-es256", [.. AllDataAlterations, .. FormatAlterations, .. SignatureAlterations, .. AlgorithmAlterations, .. CertificateAlterations]);
        Add(cases, "apple-es256", [.. AllDataAlterations, .. FormatAlterations, .. CertificateAlterations]);
        Add(cases, "fido-u2f-es256", [.. DataAlterations, .. FormatAlterations, .. SignatureAlterations, .. CertificateAlterations, "two certificates"]);
        return cases;
    }

    [Theory, MemberData(nameof(Cases))]
    public void Refuses(string id, string alteration)
    {
        using var root = WebAuthnVectors.Root();
        var vector = WebAuthnVectors.Find(id);
        var statement = Statement.Of(vector.AttestationObject);
        Alterations[alteration](statement);

        var result = Verifiers.Trusting(root).Verify(statement.Encode(), vector.ClientDataHash);

        Assert.NotEmpty(Assert.IsType<AttestationResult.Refused>(result).Reason);
    }

    [Theory, MemberData(nameof(Cases))]
    public void Accepts_the_same_statement_taken_apart_and_put_together_unaltered(string id, string alteration)
    {
        Assert.Contains(alteration, Alterations.Keys);
        var vector = WebAuthnVectors.Find(id);

        var result = Verifiers.Trusting().Verify(Statement.Of(vector.AttestationObject).Encode(), vector.ClientDataHash);

        Assert.IsType<AttestationResult.Verified>(result);
    }

    [Fact]
    public void Says_why_it_refuses_SafetyNet()
    {
        var vector = WebAuthnVectors.Find("packed-es256");
        var statement = Statement.Of(vector.AttestationObject);
        statement.Format = "android-safetynet";

        var refused = Assert.IsType<AttestationResult.Refused>(Verifiers.Trusting().Verify(statement.Encode(), vector.ClientDataHash));

        Assert.Contains("no longer exists", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_statement_that_claims_to_say_nothing_and_says_something()
    {
        var vector = WebAuthnVectors.Find("none-es256");
        var statement = Statement.Of(vector.AttestationObject);
        statement.Members["sig"] = new byte[8];

        Assert.IsType<AttestationResult.Refused>(Verifiers.Trusting().Verify(statement.Encode(), vector.ClientDataHash));
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("a0")]
    [InlineData("ff")]
    [InlineData("a163666d74646e6f6e65")]
    [InlineData("a263666d74646e6f6e6563666d74646e6f6e65")]
    [InlineData("9f9f9f9f9f9f9f9f")]
    [InlineData("bf63666d74")]
    [InlineData("a3 63666d74 01 6761747453746d74 a0 686175746844617461 40")]
    public void Refuses_bytes_that_are_no_attestation(string hex)
    {
        var bytes = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

        Assert.IsType<AttestationResult.Refused>(Verifiers.Trusting().Verify(bytes, new byte[32]));
    }

    [Fact]
    public void Refuses_every_shortened_attestation()
    {
        var vector = WebAuthnVectors.Find("tpm-es256");
        var verifier = Verifiers.Trusting();

        Assert.All(
            Enumerable.Range(0, vector.AttestationObject.Length),
            length => Assert.IsType<AttestationResult.Refused>(verifier.Verify(vector.AttestationObject[..length], vector.ClientDataHash)));
    }

    [Fact]
    public void Refuses_an_attestation_that_is_too_long_to_be_one() =>
        Assert.IsType<AttestationResult.Refused>(Verifiers.Trusting().Verify(new byte[1_000_000], new byte[32]));

    private static void Add(TheoryData<string, string> cases, string id, string[] alterations)
    {
        foreach (var alteration in alterations) cases.Add(id, alteration);
    }

    private static byte[] CertificateOf(string id) => Statement.Of(WebAuthnVectors.Find(id).AttestationObject).Certificates[0];

    // magic, type, then the qualified signer behind its length, then the extra data behind its own.
    private static int ExtraDataAt(Statement statement)
    {
        var certInfo = (byte[])statement.Members["certInfo"];
        return 6 + 2 + LengthAt(certInfo, 6) + 2;
    }

    private static int NameAt(Statement statement)
    {
        var certInfo = (byte[])statement.Members["certInfo"];
        var extraData = 6 + 2 + LengthAt(certInfo, 6);
        return extraData + 2 + LengthAt(certInfo, extraData) + 17 + 8 + 2;
    }

    private static int LengthAt(byte[] bytes, int at) => bytes[at] << 8 | bytes[at + 1];
}
