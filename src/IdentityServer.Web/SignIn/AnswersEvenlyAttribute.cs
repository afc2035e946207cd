using System.Diagnostics;
using Microsoft.AspNetCore.Mvc.Filters;

namespace IdentityServer.Web.SignIn;

/// <summary>
/// Marks a page that is seen before anything was proven. Its answer begins no earlier than a fixed time after the request: the rows that
/// are read of an account that exists, and are missing for one that doesn't, take up less than that, and so nobody can tell by the clock.
/// </summary>
/// <remarks>The wait costs no work. It is real time, not the clock's of the tests: a clock that stands still would never let it end.</remarks>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class AnswersEvenlyAttribute : Attribute, IAsyncResourceFilter
{
    // Below what people notice, and several times what the slower of the two takes.
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(25);

    public Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        var begun = Stopwatch.GetTimestamp();
        context.HttpContext.Response.OnStarting(() =>
        {
            var left = Least - Stopwatch.GetElapsedTime(begun);
            return left > TimeSpan.Zero ? Task.Delay(left) : Task.CompletedTask;
        });
        return next();
    }
}
