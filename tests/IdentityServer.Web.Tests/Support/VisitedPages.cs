using System.Collections.Concurrent;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityServer.Web.Tests.Support;

/// <summary>Notes which pages the server has shown.</summary>
internal sealed class VisitedPages : IResultFilter
{
    private readonly ConcurrentDictionary<string, bool> _paths = new();

    public IEnumerable<string> Paths => _paths.Keys;

    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context is { Result: PageResult, ActionDescriptor: PageActionDescriptor page }) _paths[page.RelativePath] = true;
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }
}
