using System.Text.Json;

namespace IdentityServer.Web.Factors.Certificate;

/// <summary>What is kept of a registered certificate. Nothing of it is secret; nothing of it proves anything.</summary>
/// <param name="OrganizationId">Whose authorities vouched for it.</param>
internal sealed record CertificateState(
    Guid OrganizationId, string IssuerAndSerialNumber, string? SubjectKeyId, string PublicKeyHash, DateTime NotAfterUtc, bool IsMultiFactor, bool IsInHardware)
{
    public string ToJson() => JsonSerializer.Serialize(this);

    public static CertificateState FromJson(string json) => JsonSerializer.Deserialize<CertificateState>(json)!;

    /// <param name="isAtHome">The organization is the account's own: only then does its word on PINs and cards hold.</param>
    public static CertificateState Of(Accepted accepted, bool isAtHome)
    {
        var ids = accepted.Ids;
        return new(
            accepted.Organization.Id, ids.IssuerAndSerialNumber, ids.SubjectKeyId, ids.PublicKeyHash,
            accepted.Chain.Certificate.NotAfter.ToUniversalTime(), isAtHome && accepted.IsMultiFactor, isAtHome && accepted.IsInHardware);
    }
}
