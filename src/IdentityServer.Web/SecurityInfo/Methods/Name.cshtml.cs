using IdentityServer.Web.Factors;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.SecurityInfo.Methods;

/// <summary>"Change": another name for a method.</summary>
[AccountPage(NeedsFreshProof = true)]
internal sealed class NameModel(OwnMethods own, MethodChanges changes, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Label { get; set; }

    public string MethodName { get; private set; } = "";

    public IActionResult OnGet()
    {
        if (own.Find(Id) is not { CanBeRenamed: true } method) return NotFound();

        Label = method.First.Label;
        return Show(method);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (own.Find(Id) is not { CanBeRenamed: true } method) return NotFound();
        if (MethodLabels.Parse(Label) is { } label)
            return new SeeOtherResult(await changes.RenameAsync(method, label, ct) ? "/security?done=saved" : Request.Path);

        ModelState.AddModelError(nameof(Label), texts["Enter a name of 1 to {0} characters.", MethodLabels.MaxLength]);
        return Show(method);
    }

    private PageResult Show(OwnMethod method)
    {
        MethodName = method.Name;
        return Page();
    }
}
