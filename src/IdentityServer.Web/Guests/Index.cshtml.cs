using IdentityServer.SignIn;
using IdentityServer.Web.Hosting;
using IdentityServer.Web.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Guests;

/// <summary>The link in an invitation: who invites, and the way in; or why it is over, and what to do.</summary>
internal sealed class IndexModel(Redemption redemption, RequestLimits limits, PageChrome chrome) : PageModel
{
    [BindProperty(Name = "t", SupportsGet = true)]
    public string? Token { get; set; }

    /// <summary>Null: the link is nobody's.</summary>
    public OpenedInvitation? Opened { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await limits.MayBeginAsync(Visitor, ct)) return StatusCode(StatusCodes.Status429TooManyRequests);

        await DescribeAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await limits.MayOpenAsync(Visitor, ct)) return StatusCode(StatusCodes.Status429TooManyRequests);

        await DescribeAsync(ct);
        return Opened is { State: LinkState.Good or LinkState.Redeemed } ? await redemption.BeginAsync(Opened, ct) : Page();
    }

    private Visitor Visitor => Visitor.From(HttpContext.Connection.RemoteIpAddress, Request.Headers.UserAgent.ToString());

    private async Task DescribeAsync(CancellationToken ct)
    {
        Opened = await redemption.OpenAsync(Token, ct);
        if (Opened is not null) chrome.Describe(Opened.Organization);
    }
}
