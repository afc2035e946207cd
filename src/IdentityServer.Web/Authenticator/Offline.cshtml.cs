using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Authenticator;

/// <summary>What the authenticator shows where there is neither a network nor the page itself.</summary>
internal sealed class OfflineModel : PageModel;
