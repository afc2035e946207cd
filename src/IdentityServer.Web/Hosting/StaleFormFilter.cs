using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;

namespace IdentityServer.Web.Hosting;

/// <summary>A form whose anti-forgery token is no longer good (cookies cleared, another browser) leads back to its page, not to an error.</summary>
internal sealed class StaleFormFilter : IAlwaysRunResultFilter
{
    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.Result is not IAntiforgeryValidationFailedResult) return;

        var request = context.HttpContext.Request;
        context.Result = new SeeOtherResult(request.PathBase + request.Path + request.QueryString);
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }
}
