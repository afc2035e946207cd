using IdentityServer.SignIn;
using IdentityServer.Web.Hosting;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Guests;

/// <summary>"View in English": the invitation as it was mailed, in another language.</summary>
internal sealed class MailModel(Redemption redemption, InvitationMails mails, RequestLimits limits) : PageModel
{
    // A mail brings its styles along; it has no scripts and no forms.
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src https:; base-uri 'none'; frame-ancestors 'none'; form-action 'none'";

    public async Task<IActionResult> OnGetAsync(string? t, string? @in, CancellationToken ct)
    {
        if (!await limits.MayBeginAsync(Visitor.From(HttpContext.Connection.RemoteIpAddress, null), ct)) return StatusCode(StatusCodes.Status429TooManyRequests);
        if (await redemption.OpenAsync(t, ct) is not { State: LinkState.Good } opened) return new SeeOtherResult(InvitationLinks.PathOf(Uri.EscapeDataString(t ?? "")));

        var mail = await mails.ComposeAsync(opened.Invitation, opened.Organization, InvitationMails.Template, Cultures.FirstOf([@in ?? ""]), ct);
        Response.Headers.ContentSecurityPolicy = Policy;
        return Content(mail.Html!, "text/html; charset=utf-8");
    }
}
