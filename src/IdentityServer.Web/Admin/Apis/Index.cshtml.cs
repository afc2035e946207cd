using System.Buffers.Text;
using System.Text;
using IdentityServer.Protocol.Apis;
using IdentityServer.SignIn.Administration;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Admin.Apis;

/// <summary>"APIs": what access tokens are for. There are few.</summary>
[ConsolePage(Permissions.ReadServer)]
internal sealed class IndexModel(IApiRegistry registry, CurrentActor current) : PageModel
{
    public const string Path = $"{ConsoleMap.Root}/apis";

    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    public IReadOnlyList<Api> Apis { get; private set; } = [];

    public bool MayChange => current.Rights.Everywhere.HasFlag(Permissions.ChangeServer);

    /// <summary>Its address is a URI, which no path can hold as it is.</summary>
    public static string PathOf(string resource) => $"{Path}/{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(resource))}";

    public async Task OnGetAsync(CancellationToken ct) => Apis = await registry.ListAsync(ct);
}
