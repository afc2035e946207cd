using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace IdentityServer.DemoClient.Sessions;

/// <summary>Finds a browser's session by its cookie.</summary>
internal sealed class DemoSessions(TimeProvider clock)
{
    // Cookies do not know ports: the name must differ from those of the server on the same host.
    private const string Cookie = "demo.session";
    private const int Most = 1000;
    private static readonly TimeSpan Idle = TimeSpan.FromHours(8);

    private readonly ConcurrentDictionary<string, DemoSession> _sessions = new(StringComparer.Ordinal);

    public DemoSession Get(HttpContext context)
    {
        if (context.Request.Cookies[Cookie] is { } id && _sessions.TryGetValue(id, out var session)) return Touch(session);
        if (context.Items[typeof(DemoSession)] is DemoSession begun) return begun;

        Forget();
        var newId = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        session = _sessions[newId] = new DemoSession();
        context.Items[typeof(DemoSession)] = session;
        context.Response.Cookies.Append(Cookie, newId, Options(context));
        return Touch(session);
    }

    /// <summary>A new id once somebody has signed in: one planted before is worth nothing.</summary>
    public void Renew(HttpContext context, DemoSession session)
    {
        if (context.Request.Cookies[Cookie] is { } id) _sessions.TryRemove(id, out _);
        var newId = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        _sessions[newId] = session;
        context.Response.Cookies.Append(Cookie, newId, Options(context));
    }

    private static CookieOptions Options(HttpContext context) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, Path = "/" };

    private DemoSession Touch(DemoSession session)
    {
        session.LastUsed = clock.GetUtcNow();
        return session;
    }

    private void Forget()
    {
        if (_sessions.Count < Most) return;

        var old = clock.GetUtcNow() - Idle;
        foreach (var (id, session) in _sessions)
        {
            if (session.LastUsed < old || session.Tokens is null) _sessions.TryRemove(id, out _);
        }
    }
}
