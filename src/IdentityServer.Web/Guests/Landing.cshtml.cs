using IdentityServer.Protocol.Clients;
using IdentityServer.Web.Hosting;
using IdentityServer.Web.Localization;
using IdentityServer.Web.ProtocolHttp;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Guests;

/// <summary>The end of a redemption: on to the application that the guest was invited to, by an address that it has registered.</summary>
internal sealed class LandingModel(IClientStore clients, ServerSettings settings, IStringLocalizer<Texts> texts) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string? client, CancellationToken ct)
    {
        var application = client is { Length: > 0 and <= 200 } ? await clients.FindAsync(client, ct) : null;
        return application is not null && Landing.AddressOf(application, settings.Issuer) is { } address
            ? new LeadOnResult(address, texts, always: true)
            : new SeeOtherResult("/");
    }
}
