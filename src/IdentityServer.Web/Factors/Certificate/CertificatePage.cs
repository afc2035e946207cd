using IdentityServer.Web.Localization;
using IdentityServer.Web.ProtocolHttp;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Factors.Certificate;

/// <summary>What the pages that send a browser to present a certificate have in common.</summary>
internal abstract class CertificatePage(CurrentSignIn signIn, CertificateDoor door, IStringLocalizer<Texts> texts) : PageModel
{
    /// <summary>Why the last certificate was refused.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Reason { get; set; }

    protected CurrentSignIn Current => signIn;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await ElsewhereAsync(ct) is { } elsewhere) return elsewhere;
        if (RefusalTexts.Of(Reason, texts) is { } sentence) ModelState.AddModelError("", sentence);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await ElsewhereAsync(ct) is { } elsewhere) return elsewhere;
        if (await door.OpenAsync(signIn.Journey, Request, ct) is { } address) return new LeadOnResult(address, texts);

        ModelState.Clear();
        ModelState.AddModelError("", RefusalTexts.Of(nameof(Validation.Refusal.TooManyTries), texts)!);
        return Page();
    }

    /// <summary>Null: the page is in its place.</summary>
    protected abstract Task<IActionResult?> ElsewhereAsync(CancellationToken ct);
}
