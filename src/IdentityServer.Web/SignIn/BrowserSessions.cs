using IdentityServer.SignIn.Sessions;

namespace IdentityServer.Web.SignIn;

/// <summary>The live sessions of the browser that asks, read once per request.</summary>
internal sealed class BrowserSessions(BrowserCookies cookies, ISessionStore sessions, TimeProvider clock)
{
    private IReadOnlyList<Session>? _live;

    /// <summary>The most recently used first.</summary>
    public async Task<IReadOnlyList<Session>> ListAsync(CancellationToken ct)
    {
        if (_live is not null) return _live;

        var tokens = cookies.SessionTokens;
        if (tokens.Count == 0) return _live = [];

        var hashes = tokens.Select(BrowserCookies.HashOf).ToList();
        var found = await sessions.FindLiveAsync(hashes, clock.GetUtcNow().UtcDateTime, ct);
        return _live = [.. found.OrderBy(session => hashes.FindIndex(hash => hash.AsSpan().SequenceEqual(session.TokenHash)))];
    }

    /// <summary>The cookie's token of a session, or null if this browser has none of it.</summary>
    public string? TokenOf(Session session) =>
        cookies.SessionTokens.FirstOrDefault(token => BrowserCookies.HashOf(token).AsSpan().SequenceEqual(session.TokenHash));

    /// <summary>Ends sessions of this browser here and on the server.</summary>
    public async Task EndAsync(IReadOnlyCollection<Session> ended, CancellationToken ct)
    {
        var tokens = ended.Select(TokenOf).OfType<string>().ToList();
        await sessions.EndAsync([.. ended.Select(session => session.Id)], clock.GetUtcNow().UtcDateTime, ct);
        cookies.DropSessions(tokens);
        _live = [.. (await ListAsync(ct)).Except(ended)];
    }
}
