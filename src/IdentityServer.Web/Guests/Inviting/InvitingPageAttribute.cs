using IdentityServer.Web.SecurityInfo;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace IdentityServer.Web.Guests.Inviting;

/// <summary>
/// Marks a page about the organization in its address: for those who may invite there, and have shown what its policy asks for, wherever their
/// own organization is. For everybody else there is no such page.
/// </summary>
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
        var (services, ct) = (context.HttpContext.RequestServices, context.HttpContext.RequestAborted);
        var seats = services.GetRequiredService<Seats>();
        if (!await seats.TakeAsync(context.RouteData.Values[SlugParameter] as string, ct) || !(seats.Taken.IsAdministrator || !ForAdministrators)) context.Result = new NotFoundResult();
        else if (await services.GetRequiredService<CurrentAccount>().EnterAsync(seats.Taken.Organization, ct) is { } elsewhere) context.Result = elsewhere;
        else await next();
    }
}
