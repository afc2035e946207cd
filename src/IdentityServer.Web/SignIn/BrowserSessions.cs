using IdentityServer.SignIn;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Sessions;

namespace IdentityServer.Web.SignIn;

/// <summary>The live sessions of the browser that asks, read once per request.</summary>
internal sealed class BrowserSessions(
    BrowserCookies cookies, ISessionStore sessions, IAuditLog audit, IUnitOfWork unitOfWork, IHttpContextAccessor accessor, TimeProvider clock)
{
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(5);

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

    /// <summary>The session, with whose it is, of a browser that has one only; null if it has none or several.</summary>
    /// <param name="organizationId">Whose tie to the person is meant; null: their own organization's.</param>
    public async Task<SessionOfPerson?> FindOnlyAsync(Guid? organizationId, CancellationToken ct)
    {
        if (_live is not null || cookies.SessionTokens is not [var token]) return null;

        var only = await sessions.FindLiveWithPersonAsync(BrowserCookies.HashOf(token), organizationId, clock.GetUtcNow().UtcDateTime, ct);
        _live = only is null ? [] : [only.Session];
        return only;
    }

    /// <summary>Notes that a session is in use; every few minutes is enough for whoever looks at their sessions.</summary>
    public async Task SeeAsync(Session session, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (now - session.LastSeenUtc < SeenEvery) return;

        await sessions.TouchAsync(session.Id, Visitor.From(accessor.HttpContext!.Connection.RemoteIpAddress, null).Address, now, ct);
    }

    /// <summary>The cookie's token of a session, or null if this browser has none of it.</summary>
    public string? TokenOf(Session session) =>
        cookies.SessionTokens.FirstOrDefault(token => BrowserCookies.HashOf(token).AsSpan().SequenceEqual(session.TokenHash));

    /// <summary>Signs people out: ends sessions of this browser here and on the server, and writes it down.</summary>
    /// <param name="clientId">The application that asked for it, if one did.</param>
    public async Task EndAsync(IReadOnlyCollection<Session> ended, string? clientId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var tokens = ended.Select(TokenOf).OfType<string>().ToList();
        await sessions.EndAsync([.. ended.Select(session => session.Id)], now.UtcDateTime, ct);
        cookies.DropSessions(tokens);

        // A tab that waits at a later step with the password proven is not left for the next person at this computer.
        cookies.ForgetBrowser();
        _live = [.. (await ListAsync(ct)).Except(ended)];

        foreach (var session in ended) audit.Add(EntryOf(session, clientId, now));
        await unitOfWork.SaveAsync(ct);
    }

    private AuditEntry EntryOf(Session session, string? clientId, DateTimeOffset now)
    {
        var http = accessor.HttpContext!;
        var visitor = Visitor.From(http.Connection.RemoteIpAddress, http.Request.Headers.UserAgent.ToString());
        return new()
        {
            Id = Guid.CreateVersion7(now),
            AtUtc = now.UtcDateTime,
            Event = AuditEvents.SignedOut,
            Succeeded = true,
            AccountId = session.AccountId,
            SessionId = session.Id,
            ClientId = clientId,
            Address = visitor.Address,
            UserAgent = visitor.UserAgent,
        };
    }
}
