using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Administration;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.SecurityInfo;
using Microsoft.AspNetCore.Mvc;

namespace IdentityServer.Web.Admin;

/// <summary>
/// Marks a page of the console. It is there for those who have the permission somewhere and have shown a second factor; for everybody else
/// there is no such page. What lies in which organization's reach is for the page to ask of <see cref="CurrentActor"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ConsolePageAttribute(Permissions permission) : AccountPageAttribute
{
    public Permissions Permission { get; } = permission;

    protected override Strength? Needed => Strength.Mfa;

    protected override async Task<IActionResult?> OpenAsync(HttpContext http, CurrentAccount current, int? proofSeconds, CancellationToken ct)
    {
        var clock = http.RequestServices.GetRequiredService<TimeProvider>();
        var organizations = http.RequestServices.GetRequiredService<IOrganizationStore>();

        // Whoever has no business here is told so at once, and not asked for a second factor first.
        if (await current.FindAsync(ct) is not { } account) return await current.OpenAsync(null, null, ct) ?? new NotFoundResult();
        if (await RightsOfAsync(account) is var rights && !rights.MaySomewhere(Permission)) return new NotFoundResult();
        if (await base.OpenAsync(http, current, proofSeconds, ct) is { } elsewhere) return elsewhere;

        http.RequestServices.GetRequiredService<CurrentActor>().Actor = new Actor(rights, current.Account.Id, null, current.Session.Id, current.Visitor);
        return null;

        async Task<Rights> RightsOfAsync(Account whose)
        {
            var now = clock.GetUtcNow().UtcDateTime;
            return Rights.Of(whose, (await organizations.ListMembershipsAsync(whose.Id, ct)).Where(tie => tie.IsOpen(now)));
        }
    }
}
