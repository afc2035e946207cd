using IdentityServer.SignIn.Methods;
using IdentityServer.Web.Factors;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.SecurityInfo.Methods;

/// <summary>"Set as default": which method is asked for first.</summary>
[AccountPage(NeedsFreshProof = true)]
internal sealed class DefaultModel(OwnMethods own, FactorCatalog factors, MethodChanges changes) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid? Method { get; set; }

    /// <summary>With what tells it from others of its kind: its name, or where its codes go.</summary>
    public IReadOnlyList<(Method Method, IFactorPages Pages, string? Target)> Choices => field ??=
        [.. own.List().Where(method => method.CanBeDefault).SelectMany(method => method.Methods.Select(way => (way, factors.PagesOf(way.FactorKey), way.Label ?? method.Target)))];

    public Guid? Chosen => Choices.Any(choice => choice.Method.Id == Method) ? Method : Choices.FirstOrDefault(choice => choice.Method.IsDefault).Method?.Id;

    public IActionResult OnGet() => Choices.Count == 0 ? NotFound() : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (Choices.FirstOrDefault(choice => choice.Method.Id == Method).Method is not { } chosen) return NotFound();

        return new SeeOtherResult(await changes.MakeDefaultAsync(chosen, ct) ? "/security?done=saved" : Request.Path);
    }
}
