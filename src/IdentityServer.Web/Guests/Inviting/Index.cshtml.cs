using IdentityServer.Web.SecurityInfo;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Guests.Inviting;

/// <summary>Where the account may invite; whoever may in one place only is there at once.</summary>
[AccountPage]
internal sealed class IndexModel(Seats seats) : PageModel
{
    public IReadOnlyList<Seat> All { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        All = await seats.ListAsync(ct);
        return All switch
        {
            [] => NotFound(),
            [var only] => new SeeOtherResult(only.Path),
            _ => Page(),
        };
    }
}
