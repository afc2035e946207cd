using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Hosting;
using IdentityServer.Web.Shared;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.SecurityInfo.NotMe;

/// <summary>"This wasn't me": says what it will do, and does it when asked to. Mail scanners that open the link change nothing.</summary>
internal sealed class IndexModel(
    NotMeLinks links, AccountLock locks, IAccountStore accounts, IOrganizationStore organizations, RequestLimits limits, PageChrome chrome) : PageModel
{
    [BindProperty(Name = "t", SupportsGet = true)]
    public string? Token { get; set; }

    public NotMeReport? Report { get; private set; }

    public NotMeState State { get; private set; } = NotMeState.Invalid;

    public string AccountName { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await limits.MayBeginAsync(Visitor, ct)) return StatusCode(StatusCodes.Status429TooManyRequests);
        if (links.Read(Token) is not { } report) return Page();

        State = await locks.IsDoneAsync(report, ct) ? NotMeState.Done : NotMeState.Asks;
        Report = report;
        await DescribeAsync(report.AccountId, ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (links.Read(Token) is { } report) await locks.LockAsync(report, Visitor, ct);
        return new SeeOtherResult($"{NotMeLinks.Path}?t={Uri.EscapeDataString(Token ?? "")}");
    }

    private Visitor Visitor => Visitor.From(HttpContext.Connection.RemoteIpAddress, Request.Headers.UserAgent.ToString());

    private async Task DescribeAsync(Guid accountId, CancellationToken ct)
    {
        if (await accounts.FindAsync(accountId, ct) is not { } account) return;

        AccountName = account.Email ?? account.UserName;
        if (account.HomeOrganizationId is { } home && await organizations.FindAsync(home, ct) is { } organization) chrome.Describe(organization);
    }
}

/// <summary>What the page has to say.</summary>
internal enum NotMeState
{
    Invalid,
    Asks,
    Done,
}
