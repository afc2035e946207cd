using Microsoft.AspNetCore.Mvc;

namespace IdentityServer.Web.SignIn;

/// <summary>303 to an address of our own: what was posted is never posted again.</summary>
internal sealed class SeeOtherResult(string path) : IActionResult
{
    public Task ExecuteResultAsync(ActionContext context)
    {
        context.HttpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.HttpContext.Response.Headers.Location = path;
        return Task.CompletedTask;
    }
}
