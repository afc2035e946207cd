using System.Diagnostics;
using IdentityServer.Protocol;
using IdentityServer.Web.Hosting;
using IdentityServer.Web.ProtocolHttp;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.SignIn;

/// <summary>Shown in place of any empty error answer: a request that may not be redirected, an unknown address, a fault of ours.</summary>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true)]
internal sealed class ProblemModel : PageModel
{
    public int Status { get; private set; }

    /// <summary>What is wrong with an application's request; for its developer.</summary>
    public OAuthError? Error { get; private set; }

    public string Reference { get; private set; } = "";

    public void OnGet()
    {
        Status = ProblemPage.StatusOf(HttpContext) ?? StatusCodes.Status404NotFound;
        Error = HttpContext.Items[AuthorizeHttp.ErrorItem] as OAuthError;
        Reference = Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier;
        Response.StatusCode = Status;
    }
}
