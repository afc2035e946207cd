using IdentityServer.Web.Factors.Passkey.Attestation;
using Xunit;

namespace IdentityServer.Web.Tests.Factors.Passkey.Attestation;

/// <summary>The specification's own registrations, each format of them.</summary>
public sealed class AttestationVectorTests
{
    public static TheoryData<string, string, int> Cases => new()
    {
        { "none-es256", "none", (int)AttestationTrust.None },
        { "none-es256-crossOrigin", "none", (int)AttestationTrust.None },
        { "none-es256-topOrigin", "none", (int)AttestationTrust.None },
        { "none-es256-long-credential-id", "none", (int)AttestationTrust.None },
        { "packed-self-es256", "packed", (int)AttestationTrust.SelfSigned },
        { "packed-es256", "packed", (int)AttestationTrust.Trusted },
        { "packed-es384", "packed", (int)AttestationTrust.Trusted },
        { "packed-es512", "packed", (int)AttestationTrust.Trusted },
        { "packed-rs256", "packed", (int)AttestationTrust.Trusted },
        { "packed-eddsa", "packed", (int)AttestationTrust.Trusted },
        { "packed-ed448", "packed", (int)AttestationTrust.Trusted },
        { "tpm-es256", "tpm", (int)AttestationTrust.Trusted },
        { "android-key-es256", "android-key", (int)AttestationTrust.Trusted },
        { "apple-es256", "apple", (int)AttestationTrust.Trusted },
        { "fido-u2f-es256", "fido-u2f", (int)AttestationTrust.Trusted },
    };

    [Fact]
    public void Knows_every_vector() => Assert.Equal(WebAuthnVectors.All.Select(vector => vector.Id).Order(), Cases.Select(row => row.Data.Item1).Order());

    [Theory, MemberData(nameof(Cases))]
    public void Accepts_the_statement_and_finds_what_it_is_worth(string id, string format, int trust)
    {
        using var root = WebAuthnVectors.Root();
        var vector = WebAuthnVectors.Find(id);

        var result = Verifiers.Trusting(root).Verify(vector.AttestationObject, vector.ClientDataHash);

        var verified = Assert.IsType<AttestationResult.Verified>(result);
        Assert.Equal(format, verified.Format);
        Assert.Equal((AttestationTrust)trust, verified.Trust);
        Assert.Equal(new Guid(WebAuthnVector.Bytes(vector.Registration, "aaguid"), bigEndian: true), verified.Data.Credential!.Aaguid);
        Assert.Equal(WebAuthnVector.Bytes(vector.Registration, "credential_id"), verified.Data.Credential.Id);
    }

    [Theory, MemberData(nameof(Cases))]
    public void Trusts_nobody_without_a_root(string id, string format, int trust)
    {
        var vector = WebAuthnVectors.Find(id);

        var verified = Assert.IsType<AttestationResult.Verified>(Verifiers.Trusting().Verify(vector.AttestationObject, vector.ClientDataHash));

        Assert.Equal(format, verified.Format);
        Assert.Equal((AttestationTrust)trust == AttestationTrust.Trusted ? AttestationTrust.Untrusted : (AttestationTrust)trust, verified.Trust);
        Assert.False(verified.InHardware);
    }

    [Theory, MemberData(nameof(Cases))]
    public void Counts_a_key_as_hardware_only_where_a_trusted_root_vouches_and_it_cannot_be_copied(string id, string format, int trust)
    {
        using var root = WebAuthnVectors.Root();
        var vector = WebAuthnVectors.Find(id);

        var verified = Assert.IsType<AttestationResult.Verified>(Verifiers.Trusting(root).Verify(vector.AttestationObject, vector.ClientDataHash));

        Assert.Equal(format, verified.Format);
        // The example of android-key doesn't say where its key is kept.
        var mayBeElsewhere = verified.Data.Flags.HasFlag(AuthenticatorFlags.BackupEligible) || format == "android-key";
        Assert.Equal((AttestationTrust)trust == AttestationTrust.Trusted && !mayBeElsewhere, verified.InHardware);
    }

    [Theory, MemberData(nameof(Cases))]
    public void Refuses_the_statement_of_another_ceremony(string id, string format, int trust)
    {
        using var root = WebAuthnVectors.Root();
        var vector = WebAuthnVectors.Find(id);
        var another = (byte[])vector.ClientDataHash.Clone();
        another[^1] ^= 1;

        var result = Verifiers.Trusting(root).Verify(vector.AttestationObject, another);

        // A statement that says nothing is bound to nothing.
        if (format == "none") Assert.Equal((AttestationTrust)trust, Assert.IsType<AttestationResult.Verified>(result).Trust);
        else Assert.IsType<AttestationResult.Refused>(result);
    }

    [Fact]
    public void Trusts_a_root_only_while_the_certificates_hold()
    {
        using var root = WebAuthnVectors.Root();
        var vector = WebAuthnVectors.Find("packed-es256");
        var tooEarly = new FixedClock { Now = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero) };

        var verified = Assert.IsType<AttestationResult.Verified>(Verifiers.Trusting(tooEarly, root).Verify(vector.AttestationObject, vector.ClientDataHash));

        Assert.Equal(AttestationTrust.Untrusted, verified.Trust);
    }

    [Fact]
    public void Trusts_a_signing_certificate_that_is_itself_an_anchor()
    {
        var vector = WebAuthnVectors.Find("packed-es256");
        using var leaf = AttestationCertificates.Load(Statement.Of(vector.AttestationObject).Certificates[0]);

        var verified = Assert.IsType<AttestationResult.Verified>(Verifiers.Trusting(leaf).Verify(vector.AttestationObject, vector.ClientDataHash));

        Assert.Equal(AttestationTrust.Trusted, verified.Trust);
    }
}
