using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Organizations;

namespace IdentityServer.Web.Factors.Certificate;

/// <summary>How an authority's certificates name their accounts.</summary>
internal static class CertificateMapping
{
    public const string PrincipalName = "principalName";
    public const string Email = "email";
    public const string SubjectKeyIdentifier = "subjectKeyIdentifier";
    public const string IssuerAndSerialNumber = "issuerAndSerialNumber";

    /// <summary>The certificate carries a name that the account has: nothing has to be registered.</summary>
    public static bool IsByName(TrustedAuthority authority) => authority.Mapping is PrincipalName or Email;

    /// <summary>What the certificate calls its account; null where it names none, or several.</summary>
    public static AccountIdentifier? NameIn(Accepted accepted)
    {
        var names = accepted.Chain.Names;
        return accepted.Authority.Mapping switch
        {
            PrincipalName when names.PrincipalNames is [var name] => AccountIdentifier.Parse(name) is { Kind: not AccountIdentifierKind.Phone } identifier ? identifier : null,
            Email when names.Emails is [var address] => AccountIdentifier.Parse(address) is { Kind: AccountIdentifierKind.Email } identifier ? identifier : null,
            _ => null,
        };
    }

    /// <summary>
    /// What a certificate is found by once it is registered. Serial numbers and key identifiers are whatever an authority writes, so they are
    /// bound to the organization that trusts it, and only hold for its own people; a key speaks for itself.
    /// </summary>
    public static string LookupKey(Accepted accepted, bool isAtHome) => accepted.Authority.Mapping switch
    {
        SubjectKeyIdentifier when isAtHome && accepted.Ids.SubjectKeyId is { } key => Bound(accepted, key),
        IssuerAndSerialNumber when isAtHome => Bound(accepted, accepted.Ids.IssuerAndSerialNumber),
        _ => accepted.Ids.PublicKeyHash,
    };

    /// <summary>Every look-up key that the certificate may have been registered under.</summary>
    public static IEnumerable<string> LookupKeys(Accepted accepted) => new[] { LookupKey(accepted, isAtHome: true), accepted.Ids.PublicKeyHash }.Distinct();

    /// <summary>It is the certificate that was registered, or as near to it as the authority's mapping demands.</summary>
    public static bool Fits(Accepted accepted, Method method, CertificateState registered)
    {
        if (!LookupKeys(accepted).Contains(method.LookupKey)) return false;
        return accepted.Authority.Mapping switch
        {
            IssuerAndSerialNumber => registered.IssuerAndSerialNumber == accepted.Ids.IssuerAndSerialNumber && registered.PublicKeyHash == accepted.Ids.PublicKeyHash,
            SubjectKeyIdentifier => true,
            _ => registered.PublicKeyHash == accepted.Ids.PublicKeyHash,
        };
    }

    private static string Bound(Accepted accepted, string id) =>
        Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{accepted.Organization.Id:N} {id}")));
}
