using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.SignIn;

/// <summary>"Use another account": forgets who this journey is about and what they have shown on it.</summary>
internal sealed class SwitchModel(CurrentSignIn signIn) : PageModel
{
    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await signIn.OpenAsync(ct) is { } elsewhere) return elsewhere;

        signIn.Identify(null, null, null);
        signIn.Change(state => state with { WantsAnotherAccount = true });
        return await signIn.ContinueAsync(ct);
    }
}
