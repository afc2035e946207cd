using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.SignIn;

/// <summary>"Use another account": forgets who this journey is about and what they have shown on it; "Back" keeps what they typed at hand.</summary>
internal sealed class SwitchModel(CurrentSignIn signIn) : PageModel
{
    public async Task<IActionResult> OnGetAsync(bool back, CancellationToken ct)
    {
        if (await signIn.OpenAsync(ct) is { } elsewhere) return elsewhere;

        var typed = back ? signIn.State.Identifier : null;
        signIn.Identify(null, null, null);
        signIn.Change(state => state with { WantsAnotherAccount = true, Demands = state.Demands with { LoginHint = typed } });
        return await signIn.ContinueAsync(ct);
    }
}
