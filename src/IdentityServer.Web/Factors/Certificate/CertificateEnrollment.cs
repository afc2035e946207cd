using IdentityServer.SignIn.Methods;
using IdentityServer.Web.Enrollment;
using IdentityServer.Web.Factors.Certificate.Validation;
using IdentityServer.Web.SignIn;

namespace IdentityServer.Web.Factors.Certificate;

/// <summary>Registers a certificate that was just presented.</summary>
internal sealed class CertificateEnrollment(
    CurrentSignIn signIn, CertificateFactor factor, CertificateOwners owners, MethodSecrets secrets, MethodRegistration registration, TimeProvider clock)
{
    /// <summary>Null: it is registered; otherwise why not.</summary>
    public async Task<Judgement.Refused?> RegisterAsync(Accepted accepted, CancellationToken ct)
    {
        var account = signIn.Person!.Account;
        var isAtHome = account.HomeOrganizationId == accepted.Organization.Id;

        // Where certificates carry names, a person's own carries theirs.
        var named = await owners.FindNamedAsync(accepted, ct);
        if (named is not null && named.Id != account.Id) return new(Refusal.NotYours, "names another account");
        if (named is null && isAtHome && CertificateMapping.IsByName(accepted.Authority)) return new(Refusal.NotYours, "doesn't name the account");
        if (await owners.IsRegisteredAsync(accepted, ct)) return new(Refusal.NotYours, "is registered already");

        var now = clock.GetUtcNow().UtcDateTime;
        registration.Add(factor, new Method
        {
            Id = Guid.CreateVersion7(now),
            AccountId = account.Id,
            FactorKey = factor.Key,
            LookupKey = CertificateMapping.LookupKey(accepted, isAtHome),
            State = secrets.Protect(factor.Key, CertificateState.Of(accepted, isAtHome).ToJson()),
            Label = LabelOf(accepted),
            CreatedUtc = now,
            LastUsedUtc = now,
        }, now);
        return null;
    }

    private static string LabelOf(Accepted accepted)
    {
        var label = DistinguishedNames.LabelOf(accepted.Chain.Certificate.SubjectName).Trim();
        return label.Length > 100 ? label[..(char.IsHighSurrogate(label[99]) ? 99 : 100)] : label;
    }
}
