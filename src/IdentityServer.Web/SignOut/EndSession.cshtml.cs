using IdentityServer.Protocol.Clients;
using IdentityServer.Protocol.EndSession;
using IdentityServer.Protocol.Tokens;
using IdentityServer.SignIn.Sessions;
using IdentityServer.Web.Localization;
using IdentityServer.Web.ProtocolHttp;
using IdentityServer.Web.SignIn;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.SignOut;

/// <summary>RP-initiated logout: with a valid hint at once, otherwise after a question, so that no other site can sign anybody out.</summary>
[IgnoreAntiforgeryToken]
internal sealed class EndSessionModel(
    EndSessionEndpoint endpoint, BrowserSessions sessions, IClientStore clients, IAntiforgery antiforgery, IStringLocalizer<Texts> texts) : PageModel
{
    public string? ApplicationName { get; private set; }

    /// <summary>The application's parameters, carried through the question.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; private set; } = [];

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => HandleAsync(FormText.Parse(Request.QueryString.Value.AsSpan().TrimStart('?')), ct);

    /// <summary>OpenID Connect RP-Initiated Logout §2: applications may post the same parameters.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken ct) => await HandleAsync(await ReadFormAsync(ct), ct);

    public async Task<IActionResult> OnPostConfirmAsync(CancellationToken ct)
    {
        var parameters = await ReadFormAsync(ct);
        if (!await antiforgery.IsRequestValidAsync(HttpContext)) return await HandleAsync(parameters, ct);
        if (await endpoint.ReadAsync(parameters, ct) is not EndSessionReading.Valid valid) return await HandleAsync(parameters, ct);

        return await SignOutAsync(await sessions.ListAsync(ct), valid.Request, ct);
    }

    private async Task<IActionResult> HandleAsync(IReadOnlyList<KeyValuePair<string, string>> parameters, CancellationToken ct)
    {
        switch (await endpoint.ReadAsync(parameters, ct))
        {
            case EndSessionReading.Shown shown:
                HttpContext.Items[AuthorizeHttp.ErrorItem] = shown.Error;
                return StatusCode(StatusCodes.Status400BadRequest);
            case EndSessionReading.Valid { Request: var request }:
                return await DecideAsync(request, parameters, ct);
            default:
                throw new InvalidOperationException("A logout request was read in no known way.");
        }
    }

    private async Task<IActionResult> DecideAsync(EndSessionRequest request, IReadOnlyList<KeyValuePair<string, string>> parameters, CancellationToken ct)
    {
        var live = await sessions.ListAsync(ct);
        var subject = SubjectIdentifier.Parse(request.HintedSubject);
        var hinted = live.Where(session => session.Id == request.HintedSessionId || session.AccountId == subject).ToList();
        if (live.Count == 0 || hinted.Count > 0) return await SignOutAsync(hinted, request, ct);
        if (!request.MustAsk) return await SignOutAsync([], request, ct);

        ApplicationName = request.ClientId is { } id ? (await clients.FindAsync(id, ct))?.ClientName ?? id : null;
        Parameters = [.. parameters.Where(parameter => parameter.Key != "__RequestVerificationToken")];
        return Page();
    }

    private async Task<IActionResult> SignOutAsync(IReadOnlyList<Session> ended, EndSessionRequest request, CancellationToken ct)
    {
        await sessions.EndAsync(ended, request.ClientId, ct);
        return request.ToLocation() is { } location ? new LeadOnResult(location, texts) : RedirectToPage("/SignOut/SignedOut");
    }

    private async Task<List<KeyValuePair<string, string>>> ReadFormAsync(CancellationToken ct)
    {
        if (!Request.HasFormContentType) return [];
        var form = await Request.ReadFormAsync(ct);
        return [.. form.Where(field => field.Key != "__RequestVerificationToken" && field.Key != "handler")
            .SelectMany(field => field.Value.Select(value => new KeyValuePair<string, string>(field.Key, value ?? "")))];
    }
}
