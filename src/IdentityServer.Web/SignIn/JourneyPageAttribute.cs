using IdentityServer.SignIn.Journeys;
using Microsoft.AspNetCore.Mvc.Filters;

namespace IdentityServer.Web.SignIn;

/// <summary>
/// Marks a page as the place of one step. Whoever opens it while another step is due (a bookmark, the back button, a form sent twice)
/// is led to the step that is due.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class JourneyPageAttribute<TStep> : Attribute, IAsyncPageFilter, IJourneyPage
    where TStep : SignInStep
{
    public Type Step => typeof(TStep);

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var signIn = context.HttpContext.RequestServices.GetRequiredService<CurrentSignIn>();
        if (await signIn.OpenAsync(context.HttpContext.RequestAborted) is { } elsewhere) context.Result = elsewhere;
        else if (signIn.Step is not TStep) context.Result = await signIn.ShowStepAsync(context.HttpContext.RequestAborted);
        else await next();
    }
}

/// <summary>Lets a test find each page's step.</summary>
internal interface IJourneyPage
{
    Type Step { get; }
}
