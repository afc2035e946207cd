using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Factors.Certificate.Asn;
using IdentityServer.Web.Factors.Certificate.Validation;

namespace IdentityServer.Web.Factors.Certificate.Revocation;

/// <summary>Whether a certificate, or an authority on its way, was revoked. Whatever can't be found out counts as revoked.</summary>
internal sealed class RevocationChecker(RevocationLists lists, GuardedFetcher fetcher, TimeProvider clock)
{
    private const string AuthorityAccess = "1.3.6.1.5.5.7.1.1";
    private const string OcspAccess = "1.3.6.1.5.5.7.48.1";

    /// <summary>Null: nothing speaks against it.</summary>
    public async Task<ChainOutcome.Refused?> CheckAsync(CertificateChain chain, CertificatePolicy policy, CancellationToken ct)
    {
        X509Certificate2[] certificates = [chain.Certificate, .. chain.Links.SkipLast(1).Select(link => link.Certificate)];
        for (var i = 0; i < certificates.Length; i++)
        {
            if (await CheckAsync(certificates[i], chain.Links[i], policy, ct) is { } refused) return refused;
        }

        return null;
    }

    private async Task<ChainOutcome.Refused?> CheckAsync(X509Certificate2 certificate, Authority issuer, CertificatePolicy policy, CancellationToken ct)
    {
        var problems = new List<string>();
        if (ResponderOf(certificate, issuer, policy) is { } responder)
        {
            var (status, problem) = await AskAsync(responder, certificate, issuer.Certificate, ct);
            if (status == OcspStatus.Good) return null;
            if (status == OcspStatus.Revoked) return new(Refusal.Revoked, $"says {responder}");
            problems.Add($"{responder}: {problem}");
        }

        if (issuer.Trusted.Crl is { } place)
        {
            var (list, problem) = await lists.FindAsync(issuer, ct);
            if (list is not null && RevocationListChecks.IsAbout(list, certificate))
                return list.Lists(certificate.SerialNumberBytes.Span) ? new(Refusal.Revoked, $"says list {list.Number} of {place}") : null;
            problems.Add($"{place}: {problem ?? "it is about other certificates"}");
        }

        if (problems.Count > 0) return new(Refusal.RevocationUnknown, string.Join("; ", problems));
        return policy.RequireRevocationCheck ? new(Refusal.RevocationUnknown, "the authority has neither list nor responder") : null;
    }

    private async Task<(OcspStatus? Status, string Problem)> AskAsync(Uri responder, X509Certificate2 certificate, X509Certificate2 issuer, CancellationToken ct)
    {
        var request = OcspRequest.For(certificate, issuer);
        var (content, problem) = await fetcher.AskAsync(responder, request.Encode(), ct);
        if (content is null) return (null, problem!);

        try
        {
            var answer = OcspChecks.AnswerOf(OcspResponse.Read(content), request, issuer, clock.GetUtcNow().UtcDateTime, out problem);
            return answer is null ? (null, problem) : (answer.Status, "it doesn't know the certificate");
        }
        catch (Exception fault) when (fault is AsnContentException or CryptographicException)
        {
            return (null, fault.Message);
        }
    }

    private static Uri? ResponderOf(X509Certificate2 certificate, Authority issuer, CertificatePolicy policy)
    {
        var address = policy.Responders.FirstOrDefault(responder => responder.Authority == issuer.Thumbprint)?.Url
            ?? (policy.UseNamedResponders ? NamedResponder(certificate) : null);
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : null;
    }

    /// <summary>AuthorityInfoAccess ::= SEQUENCE OF { accessMethod, accessLocation GeneralName } (RFC 5280 §4.2.2.1).</summary>
    private static string? NamedResponder(X509Certificate2 certificate)
    {
        if (certificate.Extensions[AuthorityAccess] is not { } extension) return null;

        try
        {
            var descriptions = new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadSequence();
            while (descriptions.HasData)
            {
                var description = descriptions.ReadSequence();
                if (description.ReadObjectIdentifier() == OcspAccess && description.IsTagged(6))
                    return description.ReadCharacterString(UniversalTagNumber.IA5String, new Asn1Tag(TagClass.ContextSpecific, 6));
            }
        }
        catch (AsnContentException)
        {
            // Whoever can't be understood names nobody; what the organization has set up itself is asked all the same.
        }

        return null;
    }
}
