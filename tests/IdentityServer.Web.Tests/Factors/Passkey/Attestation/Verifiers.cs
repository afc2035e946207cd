using System.Security.Cryptography.X509Certificates;
using IdentityServer.Web.Factors.Passkey.Attestation;

namespace IdentityServer.Web.Tests.Factors.Passkey.Attestation;

internal static class Verifiers
{
    public static IReadOnlyList<IAttestationFormat> Formats =>
        [new NoneFormat(), new PackedFormat(), new TpmFormat(), new AndroidKeyFormat(), new AndroidSafetyNetFormat(), new FidoU2fFormat(), new AppleFormat()];

    public static AttestationVerifier Trusting(params X509Certificate2[] roots) => Trusting(new FixedClock(), roots);

    public static AttestationVerifier Trusting(TimeProvider clock, params X509Certificate2[] roots) => new(Formats, new AttestationRoots([.. roots], clock));
}
