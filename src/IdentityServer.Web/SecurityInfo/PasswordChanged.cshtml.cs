using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.SecurityInfo;

/// <summary>The new password is set.</summary>
[AccountPage]
internal sealed class PasswordChangedModel : PageModel;
