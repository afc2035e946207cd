using IdentityServer.SignIn.Sessions;

namespace IdentityServer.Web.SignIn;

/// <summary>
/// Gives a session whose rights change a new token: one that leaked before stays as weak as it was, or is worth nothing any more
/// (OWASP ASVS 5.0 V7.2.4).
/// </summary>
internal sealed class SessionRenewal(ISessionStore sessions, BrowserSessions browser, BrowserCookies cookies)
{
    /// <summary>False if the session has ended meanwhile.</summary>
    public async Task<bool> RenewAsync(Session session, DateTime nowUtc, CancellationToken ct)
    {
        var token = BrowserCookies.NewToken();
        var former = browser.TokenOf(session);
        if (!await sessions.RenewAsync(session with { TokenHash = BrowserCookies.HashOf(token) }, nowUtc, ct)) return false;

        cookies.KeepSession(token, former, session.IsPersistent, session.ExpiresUtc - nowUtc);
        return true;
    }
}
