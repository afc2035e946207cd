using IdentityServer.SignIn.Journeys;
using Microsoft.AspNetCore.Mvc.Filters;

namespace IdentityServer.Web.SignIn;

/// <summary>
/// Marks a page as the place of one step. Whoever opens it while another step is due (a bookmark, the back button, a form sent twice)
/// is led to the step that is due.
/// </summary>
internal sealed class JourneyPageAttribute<TStep>() : JourneyPageAttribute(typeof(TStep))
    where TStep : SignInStep;

/// <summary>As <see cref="JourneyPageAttribute{TStep}"/>, for a page that serves two steps.</summary>
internal sealed class JourneyPageAttribute<TStep, TOther>() : JourneyPageAttribute(typeof(TStep), typeof(TOther))
    where TStep : SignInStep
    where TOther : SignInStep;

/// <summary>As <see cref="JourneyPageAttribute{TStep}"/>, for a page that serves three steps.</summary>
internal sealed class JourneyPageAttribute<TStep, TOther, TThird>() : JourneyPageAttribute(typeof(TStep), typeof(TOther), typeof(TThird))
    where TStep : SignInStep
    where TOther : SignInStep
    where TThird : SignInStep;

/// <summary>As <see cref="JourneyPageAttribute{TStep}"/>, for a page that serves four steps.</summary>
internal sealed class JourneyPageAttribute<TStep, TOther, TThird, TFourth>() : JourneyPageAttribute(typeof(TStep), typeof(TOther), typeof(TThird), typeof(TFourth))
    where TStep : SignInStep
    where TOther : SignInStep
    where TThird : SignInStep
    where TFourth : SignInStep;

/// <summary>The filter behind the marks.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal abstract class JourneyPageAttribute(params Type[] steps) : Attribute, IAsyncPageFilter
{
    public IReadOnlyList<Type> Steps { get; } = steps;

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var signIn = context.HttpContext.RequestServices.GetRequiredService<CurrentSignIn>();
        if (await signIn.OpenAsync(context.HttpContext.RequestAborted) is { } elsewhere) context.Result = elsewhere;
        else if (!Steps.Contains(signIn.Step.GetType())) context.Result = await signIn.ShowStepAsync(context.HttpContext.RequestAborted);
        else await next();
    }
}
