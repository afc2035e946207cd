using IdentityServer.SignIn.Methods;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.SecurityInfo.Methods;

/// <summary>"Delete": asks, or says why it can't be.</summary>
[AccountPage(NeedsFreshProof = true)]
internal sealed class DeleteModel(OwnMethods own, MethodChanges changes) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public OwnMethod Method { get; private set; } = null!;

    public RemovalVerdict Verdict { get; private set; } = new RemovalVerdict.Allowed();

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (own.Find(Id) is not { } method) return NotFound();

        Method = method;
        Verdict = await own.JudgeAsync(method, ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        // Sent twice: it is gone already, as the person wanted.
        if (own.Find(Id) is not { } method) return new SeeOtherResult(IndexModel.Path);
        if (await own.JudgeAsync(method, ct) is not RemovalVerdict.Allowed) return new SeeOtherResult(Request.Path);

        return new SeeOtherResult(await changes.RemoveAsync(method, ct) ? "/security?done=deleted" : Request.Path);
    }
}
