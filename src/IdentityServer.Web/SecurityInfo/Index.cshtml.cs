using IdentityServer.SignIn.Methods;
using IdentityServer.Web.Factors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.SecurityInfo;

/// <summary>"My security info": what the account has to prove who it is.</summary>
[AccountPage]
internal sealed class IndexModel(CurrentAccount current, FactorCatalog factors) : PageModel
{
    public IReadOnlyList<(Method Method, IFactorPages Pages)> Methods { get; private set; } = [];

    public bool MayAdd => current.Facts.Enrollable.Count > 0;

    public void OnGet() => Methods =
        [.. current.Facts.Methods
            .Select(usable => current.Person.Methods.First(method => method.Id == usable.Id))
            .Select(method => (method, factors.PagesOf(method.FactorKey)))];

    /// <summary>"Add a method".</summary>
    public Task<IActionResult> OnPostAsync(CancellationToken ct) => current.EnrollAsync(null, AccountPageAttribute.ProofSeconds, "/security", ct);
}
