using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IdentityServer.SignIn.Organizations;

namespace IdentityServer.Web.Factors.Certificate.Validation;

/// <summary>A trusted authority with its certificate at hand.</summary>
internal sealed record Authority(TrustedAuthority Trusted, X509Certificate2 Certificate)
{
    public string Thumbprint { get; } = Certificate.GetCertHashString(HashAlgorithmName.SHA256);

    public static Authority Of(TrustedAuthority trusted) => new(trusted, X509Certificate2.CreateFromPem(trusted.Certificate));
}
