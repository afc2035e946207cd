using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IdentityServer.Web.Tests.Support;

/// <summary>What a test wants a person's certificate to be like; by default it is good.</summary>
internal sealed record CertificateWishes
{
    public string Name { get; init; } = "Pauline Lavoie";

    public IReadOnlyList<string> PrincipalNames { get; init; } = [];

    public IReadOnlyList<string> Emails { get; init; } = [];

    public string? Usage { get; init; } = TestIssuer.ClientAuthentication;

    public X509KeyUsageFlags KeyUsage { get; init; } = X509KeyUsageFlags.DigitalSignature;

    public DateTimeOffset NotBefore { get; init; } = DateTimeOffset.UtcNow.AddDays(-1);

    public DateTimeOffset NotAfter { get; init; } = DateTimeOffset.UtcNow.AddDays(30);

    public IReadOnlyList<string> Policies { get; init; } = [];

    public string? Responder { get; init; }

    public string? ListAddress { get; init; }

    /// <summary>Null: a new P-256 key.</summary>
    public AsymmetricAlgorithm? Key { get; init; }

    public HashAlgorithmName Hash { get; init; } = HashAlgorithmName.SHA256;
}

/// <summary>A certificate authority of the tests' own.</summary>
internal sealed class TestIssuer
{
    public const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    public const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    public const string SmartCardLogon = "1.3.6.1.4.1.311.20.2.2";
    public const string OcspSigning = "1.3.6.1.5.5.7.3.9";

    private static readonly Oid PrincipalName = new("1.3.6.1.4.1.311.20.2.3");

    private TestIssuer(X509Certificate2 certificate) => Certificate = certificate;

    /// <summary>With its private key.</summary>
    public X509Certificate2 Certificate { get; }

    public string Pem => Certificate.ExportCertificatePem();

    public static TestIssuer CreateRoot(string name = "Test Root", X509KeyUsageFlags usage = X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = AuthorityRequest(name, key, usage);
        return new(request.CreateSelfSigned(DateTimeOffset.UtcNow.AddYears(-1), DateTimeOffset.UtcNow.AddYears(2)));
    }

    public TestIssuer CreateAuthority(string name, params string[] policies)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = AuthorityRequest(name, key, X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign);
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Certificate, true, false));
        if (policies.Length > 0) request.CertificateExtensions.Add(PoliciesOf(policies));
        using var certificate = request.Create(Certificate, DateTimeOffset.UtcNow.AddMonths(-6), DateTimeOffset.UtcNow.AddYears(1), NewSerialNumber());
        return new(certificate.CopyWithPrivateKey(key));
    }

    /// <summary>With its private key.</summary>
    public X509Certificate2 Issue(CertificateWishes wishes)
    {
        var key = wishes.Key ?? ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var name = new X500DistinguishedName($"CN={wishes.Name}");
        var request = key is RSA rsa ? new CertificateRequest(name, rsa, wishes.Hash, RSASignaturePadding.Pkcs1) : new CertificateRequest(name, (ECDsa)key, wishes.Hash);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(wishes.KeyUsage, true));
        if (wishes.Usage is { } usage) request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Certificate, true, false));
        if (wishes.PrincipalNames.Count + wishes.Emails.Count > 0) request.CertificateExtensions.Add(NamesOf(wishes));
        if (wishes.Policies.Count > 0) request.CertificateExtensions.Add(PoliciesOf(wishes.Policies));
        if (wishes.Responder is { } responder) request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension([responder], null));
        if (wishes.ListAddress is { } address) request.CertificateExtensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([address]));

        using var authorityKey = Certificate.GetECDsaPrivateKey()!;
        var generator = new HashedGenerator(authorityKey, wishes.Hash);
        using var certificate = request.Create(Certificate.SubjectName, generator, wishes.NotBefore, wishes.NotAfter, NewSerialNumber());
        return key is RSA own ? certificate.CopyWithPrivateKey(own) : certificate.CopyWithPrivateKey((ECDsa)key);
    }

    /// <summary>A revocation list of this authority.</summary>
    public byte[] ListRevoked(BigInteger number, DateTimeOffset nextUpdate, params X509Certificate2[] revoked) =>
        ListRevoked(number, nextUpdate, DateTimeOffset.UtcNow.AddHours(-1), revoked);

    public byte[] ListRevoked(BigInteger number, DateTimeOffset nextUpdate, DateTimeOffset thisUpdate, params X509Certificate2[] revoked)
    {
        var list = new CertificateRevocationListBuilder();
        foreach (var certificate in revoked) list.AddEntry(certificate, DateTimeOffset.UtcNow.AddHours(-2), X509RevocationReason.KeyCompromise);
        return list.Build(Certificate, number, nextUpdate, HashAlgorithmName.SHA256, thisUpdate: thisUpdate);
    }

    private static CertificateRequest AuthorityRequest(string name, ECDsa key, X509KeyUsageFlags usage)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request;
    }

    private static X509Extension NamesOf(CertificateWishes wishes)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            foreach (var name in wishes.PrincipalNames)
            {
                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
                {
                    writer.WriteObjectIdentifier(PrincipalName.Value!);
                    using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0))) writer.WriteCharacterString(UniversalTagNumber.UTF8String, name);
                }
            }

            foreach (var email in wishes.Emails) writer.WriteCharacterString(UniversalTagNumber.IA5String, email, new Asn1Tag(TagClass.ContextSpecific, 1));
        }

        return new X509Extension("2.5.29.17", writer.Encode(), false);
    }

    private static X509Extension PoliciesOf(IReadOnlyList<string> policies)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            foreach (var policy in policies)
            {
                using (writer.PushSequence()) writer.WriteObjectIdentifier(policy);
            }
        }

        return new X509Extension("2.5.29.32", writer.Encode(), false);
    }

    private static byte[] NewSerialNumber() => [0x41, .. RandomNumberGenerator.GetBytes(15)];

    /// <summary>Signs with a hash of the test's choice, be it one that nobody should use.</summary>
    private sealed class HashedGenerator(ECDsa key, HashAlgorithmName hash) : X509SignatureGenerator
    {
        private readonly X509SignatureGenerator _inner = CreateForECDsa(key);

        public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm)
        {
            if (hash != HashAlgorithmName.SHA1) return _inner.GetSignatureAlgorithmIdentifier(hash);

            var writer = new AsnWriter(AsnEncodingRules.DER);
            using (writer.PushSequence()) writer.WriteObjectIdentifier("1.2.840.10045.4.1");
            return writer.Encode();
        }

        public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) => key.SignData(data, hash, DSASignatureFormat.Rfc3279DerSequence);

        protected override PublicKey BuildPublicKey() => _inner.PublicKey;
    }
}
