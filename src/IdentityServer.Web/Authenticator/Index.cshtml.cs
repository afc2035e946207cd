using IdentityServer.Web.Factors.Push;
using IdentityServer.Web.Factors.Push.WebPush;
using IdentityServer.Web.Hosting;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace IdentityServer.Web.Authenticator;

/// <summary>The authenticator: one page, all of its screens in it, shown by its script. What it knows lies in the browser.</summary>
internal sealed class IndexModel(ServerSettings settings, VapidKey vapid, IOptions<PushOptions> options) : PageModel
{
    public string AppName => options.Value.AppName;

    public string ApiUrl => settings.Issuer + "/authenticator/api/";

    public string PushKey => vapid.PublicKey;
}
