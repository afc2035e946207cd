using IdentityServer.SignIn.Factors;

namespace IdentityServer.Web.Factors;

/// <summary>All factors of this server in the order of their registration, which is the order they are offered in.</summary>
public sealed class FactorCatalog(IEnumerable<IFactor> factors, IEnumerable<IFactorPages> pages)
{
    private readonly Dictionary<string, IFactor> _factors = factors.ToDictionary(factor => factor.Key, StringComparer.Ordinal);
    private readonly Dictionary<string, IFactorPages> _pages = pages.ToDictionary(page => page.Key, StringComparer.Ordinal);

    public IReadOnlyCollection<IFactor> All => _factors.Values;

    /// <summary>Opens a sign-in when the person hasn't chosen another way.</summary>
    public IFactor First => _factors.Values.First(factor => factor.Use.HasFlag(FactorUse.First));

    /// <summary>Ways in that are offered beside name and password.</summary>
    public IEnumerable<IFactorPages> WaysIn => _pages.Values.Where(pages => pages.SignInPartial is not null);

    /// <summary>Proofs that a password reset asks of anybody alike.</summary>
    public IEnumerable<IFactorPages> Blind => _pages.Values.Where(pages => pages.BlindProof is not null);

    public IFactor Find(string key) => _factors[key];

    public IFactorPages PagesOf(string key) => _pages[key];

    public bool Has(string key) => _factors.ContainsKey(key);
}
