using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.SignOut;

/// <summary>The end of a session that no application waits for.</summary>
internal sealed class SignedOutModel : PageModel;
