using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Journeys;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace IdentityServer.Web.SecurityInfo;

/// <summary>Marks a page as one of the person's own: it is shown to whoever is signed in.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal class AccountPageAttribute : Attribute, IAsyncPageFilter
{
    /// <summary>How old a proof may be where something is changed.</summary>
    public static readonly int ProofSeconds = (int)Journey.FreshProof.TotalSeconds;

    /// <summary>Whoever opened the page in time has as long again to send its form.</summary>
    private static readonly int ProofSecondsToPost = 2 * ProofSeconds;

    /// <summary>Something is changed here that decides who gets in: the person shows a proof just before.</summary>
    public bool NeedsFreshProof { get; init; }

    /// <summary>As <see cref="NeedsFreshProof"/>, but everybody who is signed in may look.</summary>
    public bool NeedsFreshProofToChange { get; init; }

    /// <summary>What has to have been shown, whatever policy asks for.</summary>
    protected virtual Strength? Needed => null;

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var http = context.HttpContext;
        int? age = HttpMethods.IsPost(http.Request.Method)
            ? NeedsFreshProof ? ProofSecondsToPost : NeedsFreshProofToChange ? ProofSeconds : null
            : NeedsFreshProof ? ProofSeconds : null;
        if (await OpenAsync(http, http.RequestServices.GetRequiredService<CurrentAccount>(), age, http.RequestAborted) is { } elsewhere) context.Result = elsewhere;
        else await next();
    }

    /// <summary>Null: the page may be shown.</summary>
    protected virtual Task<IActionResult?> OpenAsync(HttpContext http, CurrentAccount current, int? proofSeconds, CancellationToken ct) =>
        current.OpenAsync(proofSeconds, Needed, ct);
}
