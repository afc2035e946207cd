using System.Globalization;
using IdentityServer.DemoClient.Oidc;
using IdentityServer.DemoClient.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace IdentityServer.DemoClient.Pages;

/// <summary>The only page: an invitation to sign in, or what came of it.</summary>
internal sealed class IndexModel(OidcClient client, DemoSessions sessions, IOptions<DemoOptions> options, TimeProvider clock) : PageModel
{
    public IReadOnlyList<DemoRegistration> Clients => options.Value.Clients;

    public Problem? Problem { get; private set; }

    public string? Notice { get; private set; }

    public Person? Person { get; private set; }

    public bool HasRefreshToken { get; private set; }

    public IReadOnlyList<TokenView> TokenViews { get; private set; } = [];

    public void OnGet()
    {
        var session = sessions.Get(HttpContext);
        (Problem, Notice, session.Problem, session.Notice) = (session.Problem, session.Notice, null, null);
        if (session.Tokens is not { } tokens) return;

        Person = Person.From(session.UserInfo, tokens, options.Value.Find(tokens.ClientId));
        HasRefreshToken = tokens.RefreshToken is not null;
        TokenViews = TokenView.All(tokens, session.UserInfo, clock.GetUtcNow());
    }

    public async Task<IActionResult> OnPostRefreshAsync(CancellationToken ct)
    {
        var session = sessions.Get(HttpContext);
        if (session.Tokens is not { } old) return RedirectToPage();

        var tokens = await client.RefreshAsync(old, ct);
        session.Problem = tokens.Problem;
        if (tokens.Succeeded) (session.Tokens, session.Notice) = (tokens.Value, "New tokens. The refresh token was used up and replaced, too.");
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostUserInfoAsync(CancellationToken ct)
    {
        var session = sessions.Get(HttpContext);
        if (session.Tokens is not { } tokens) return RedirectToPage();

        var answer = await client.UserInfoAsync(tokens, ct);
        session.Problem = answer.Problem;
        if (answer.Succeeded) (session.UserInfo, session.Notice) = (answer.Value, "The server answered; see below.");
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostSignOutAsync(CancellationToken ct)
    {
        var session = sessions.Get(HttpContext);
        if (session.Tokens is not { } tokens) return RedirectToPage();

        var url = await client.SignOutUrlAsync(tokens, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, ct);
        (session.Tokens, session.UserInfo) = (null, null);
        return Redirect(url);
    }
}
