using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Methods;

namespace IdentityServer.Web.Factors.Certificate;

/// <summary>Finds whose an accepted certificate is.</summary>
internal sealed class CertificateOwners(IAccountStore accounts, IMethodStore methods, CertificateFactor factor)
{
    public async Task<Owner?> FindAsync(Accepted accepted, CancellationToken ct)
    {
        var registered = await FindRegisteredAsync(accepted, ct);
        if (await FindNamedAsync(accepted, ct) is { } named) return new(named, registered?.Account.Id == named.Id ? registered.Method : null);
        return registered;
    }

    /// <summary>
    /// The account that the certificate names. An authority speaks for its own organization's people only: otherwise any organization could
    /// open any account with a certificate of its own making.
    /// </summary>
    public async Task<Account?> FindNamedAsync(Accepted accepted, CancellationToken ct) =>
        CertificateMapping.NameIn(accepted) is { } name && await accounts.FindAsync(name, ct) is { State: AccountState.Active } account
        && account.HomeOrganizationId == accepted.Organization.Id
            ? account
            : null;

    /// <summary>The certificate, or its key, belongs to a registered method; whosever it is.</summary>
    public async Task<bool> IsRegisteredAsync(Accepted accepted, CancellationToken ct)
    {
        foreach (var key in CertificateMapping.LookupKeys(accepted))
        {
            if (await methods.FindByLookupKeyAsync(factor.Key, key, ct) is not null) return true;
        }

        return false;
    }

    private async Task<Owner?> FindRegisteredAsync(Accepted accepted, CancellationToken ct)
    {
        foreach (var key in CertificateMapping.LookupKeys(accepted))
        {
            if (await methods.FindByLookupKeyAsync(factor.Key, key, ct) is not { } method || !CertificateMapping.Fits(accepted, method, factor.StateOf(method))) continue;
            if (await accounts.FindAsync(method.AccountId, ct) is not { State: AccountState.Active } account) continue;
            if (key == accepted.Ids.PublicKeyHash || account.HomeOrganizationId == accepted.Organization.Id) return new(account, method);
        }

        return null;
    }
}

/// <summary>Whose a certificate is.</summary>
/// <param name="Method">The registered method that it is; null where the certificate names its account by itself.</param>
internal sealed record Owner(Account Account, Method? Method);
