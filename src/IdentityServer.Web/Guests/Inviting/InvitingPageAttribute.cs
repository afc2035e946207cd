using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace IdentityServer.Web.Guests.Inviting;

/// <summary>Marks a page about the organization in its address: for those who may invite there. For everybody else there is no such page.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class InvitingPageAttribute : Attribute, IAsyncPageFilter, IOrderedFilter
{
    public const string SlugParameter = "slug";

    public bool ForAdministrators { get; init; }

    /// <summary>After it is known who asks.</summary>
    public int Order => 1;

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var seats = context.HttpContext.RequestServices.GetRequiredService<Seats>();
        if (await seats.TakeAsync(context.RouteData.Values[SlugParameter] as string, context.HttpContext.RequestAborted) && (seats.Taken.IsAdministrator || !ForAdministrators)) await next();
        else context.Result = new NotFoundResult();
    }
}
