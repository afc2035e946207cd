using System.Globalization;
using IdentityServer.DemoClient.Oidc;
using IdentityServer.DemoClient.Sessions;
using Microsoft.Extensions.Options;

namespace IdentityServer.DemoClient;

/// <summary>Leaving for the server and coming back from it. Both always end in a redirect, so that no code stays in the address bar.</summary>
internal static class SignInEndpoints
{
    private const int MostPending = 20;

    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sign-in", BeginAsync);
        routes.MapGet("/callback", CompleteAsync);
    }

    private static async Task<IResult> BeginAsync(
        HttpContext context, OidcClient client, DemoSessions sessions, IOptions<DemoOptions> options, TimeProvider clock, CancellationToken ct)
    {
        var query = context.Request.Query;
        var session = sessions.Get(context);
        var pending = PendingSignIn.Begin(options.Value.Find(query["client"]).ClientId, clock.GetUtcNow());
        List<KeyValuePair<string, string?>> ask = [new("ui_locales", CultureInfo.CurrentUICulture.TwoLetterISOLanguageName)];
        if (query["ask"] == "mfa") ask.Add(new("acr_values", "mfa"));
        if (query["ask"] == "someone-else") ask.Add(new("prompt", "select_account"));

        var url = await client.AuthorizeUrlAsync(pending, ask, ct);
        if (!url.Succeeded)
        {
            session.Problem = url.Problem;
            return Results.LocalRedirect("/");
        }

        foreach (var oldest in session.Pending.Values.OrderByDescending(one => one.StartedAt).Skip(MostPending - 1)) session.Pending.TryRemove(oldest.State, out _);
        session.Pending[pending.State] = pending;
        return Results.Redirect(url.Value);
    }

    private static async Task<IResult> CompleteAsync(HttpContext context, OidcClient client, DemoSessions sessions, CancellationToken ct)
    {
        var session = sessions.Get(context);

        // Taken out: a state is good for one answer.
        if (!session.Pending.TryRemove(context.Request.Query["state"].ToString(), out var pending))
        {
            session.Problem = new Problem(Problem.UnknownState);
            return Results.LocalRedirect("/");
        }

        var tokens = await client.RedeemAsync(pending, context.Request.Query, ct);
        session.Problem = tokens.Problem;
        if (tokens.Succeeded)
        {
            // The ID token says who it was; name and address are userinfo's to tell (OpenID Connect Core §5.4).
            var userInfo = await client.UserInfoAsync(tokens.Value, ct);
            (session.Tokens, session.UserInfo, session.Problem) = (tokens.Value, userInfo.Value, userInfo.Problem);
            sessions.Renew(context, session);
        }

        return Results.LocalRedirect("/");
    }
}
