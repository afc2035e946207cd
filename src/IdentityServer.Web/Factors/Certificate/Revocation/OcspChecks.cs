using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IdentityServer.Web.Factors.Certificate.Validation;

namespace IdentityServer.Web.Factors.Certificate.Revocation;

/// <summary>Whether a responder's answer may be believed (RFC 6960 §3.2 and §4.2.2).</summary>
internal static class OcspChecks
{
    private const string OcspSigning = "1.3.6.1.5.5.7.3.9";

    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>How old an answer may be that doesn't say when there will be a newer one.</summary>
    private static readonly TimeSpan LongestAge = TimeSpan.FromHours(1);

    /// <summary>The answer to the question; null, with the problem, where there is none to be believed.</summary>
    public static SingleAnswer? AnswerOf(OcspResponse response, OcspRequest request, X509Certificate2 authority, DateTime nowUtc, out string problem)
    {
        problem = "";
        var answer = response.Answers.FirstOrDefault(single => single.IsFor(request));
        if (answer is null) problem = "it is about another certificate";
        // A responder that answers from stock leaves the nonce out (RFC 5019 §4); what is there has to fit.
        else if (response.Nonce is { } nonce && !CryptographicOperations.FixedTimeEquals(nonce, request.Nonce)) problem = "its nonce is another request's";
        else if (answer.ThisUpdateUtc > nowUtc + Skew || response.ProducedUtc > nowUtc + Skew) problem = "it is of the future";
        else if ((answer.NextUpdateUtc ?? answer.ThisUpdateUtc + LongestAge) <= nowUtc) problem = "it is too old";
        else if (!IsSigned(response, authority, nowUtc)) problem = "nobody who may answer has signed it";
        return problem.Length == 0 ? answer : null;
    }

    private static bool IsSigned(OcspResponse response, X509Certificate2 authority, DateTime nowUtc)
    {
        if (IsNamed(response, authority)) return response.Structure.IsSignedBy(authority);

        var certificates = response.ReadCertificates();
        try
        {
            return certificates.Any(responder => IsNamed(response, responder) && MayAnswerFor(responder, authority, nowUtc) && response.Structure.IsSignedBy(responder));
        }
        finally
        {
            foreach (var certificate in certificates) certificate.Dispose();
        }
    }

    private static bool IsNamed(OcspResponse response, X509Certificate2 certificate) => response.ResponderName is { } name
        ? name.Span.SequenceEqual(certificate.SubjectName.RawData)
        : response.ResponderKeyHash.AsSpan().SequenceEqual(OcspRequest.HashOf(certificate.GetPublicKey()));

    /// <summary>RFC 6960 §4.2.2.2: issued by the authority itself, for this purpose.</summary>
    private static bool MayAnswerFor(X509Certificate2 responder, X509Certificate2 authority, DateTime nowUtc) =>
        responder.IssuerName.RawData.AsSpan().SequenceEqual(authority.SubjectName.RawData)
        && CertificateChecks.IsSignedBy(responder, authority)
        && responder.NotBefore.ToUniversalTime() <= nowUtc && responder.NotAfter.ToUniversalTime() >= nowUtc
        && responder.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault() is { } usage && usage.EnhancedKeyUsages[OcspSigning] is not null;
}
