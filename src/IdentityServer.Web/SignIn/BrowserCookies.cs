using System.Buffers.Text;
using System.Security.Cryptography;
using IdentityServer.SignIn.Devices;

namespace IdentityServer.Web.SignIn;

/// <summary>
/// The cookies of a browser: one that journeys are bound to, one that accounts know the device by, two that hold its sessions' tokens,
/// the second of which outlives the browser's closing, one that says which of them our own pages are about, and one with what guests of
/// several organizations chose. Only hashes of the secrets among them are stored.
/// </summary>
internal sealed class BrowserCookies(IHttpContextAccessor accessor)
{
    private const int TokenBytes = 32;

    /// <summary>As many people as may be signed in in one browser.</summary>
    private const int MostSessions = 8;

    private HttpContext Http => accessor.HttpContext!;

    public static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));

    public static byte[] HashOf(string token) => SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(token));

    /// <summary>The hash of this browser's own token, or null if it has none yet.</summary>
    public byte[]? BrowserHash => ReadToken("browser") is { } token ? HashOf(token) : null;

    /// <summary>The hash of this browser's own token; gives it one if it has none.</summary>
    public byte[] EnsureBrowserHash()
    {
        if (BrowserHash is { } hash) return hash;

        var token = NewToken();
        Write("browser", token, TimeSpan.FromDays(400));
        return HashOf(token);
    }

    /// <summary>The hash by which accounts know this device, or null if nobody has signed in here.</summary>
    public byte[]? DeviceHash => ReadToken("device") is { } token ? HashOf(token) : null;

    /// <summary>As <see cref="DeviceHash"/>; gives the device its token, or renews the time that the browser keeps it.</summary>
    public byte[] EnsureDeviceHash()
    {
        var token = ReadToken("device") ?? NewToken();
        Write("device", token, IDeviceStore.Lifetime);
        return HashOf(token);
    }

    /// <summary>Gives up the browser's own token, and with it every journey that is bound to it.</summary>
    public void ForgetBrowser() => Http.Response.Cookies.Delete(NameOf("browser"), Options(null));

    /// <summary>Tokens of the sessions in this browser, the latest first.</summary>
    public IReadOnlyList<string> SessionTokens => [.. ReadTokens("session").Concat(ReadTokens("kept")).Distinct(StringComparer.Ordinal).Take(MostSessions)];

    /// <summary>The session that our own pages are about, where there are several: an id, no secret.</summary>
    public Guid? CurrentSession => Guid.TryParseExact(Http.Request.Cookies[NameOf("current")], "N", out var id) ? id : null;

    public void KeepCurrent(Guid sessionId) => Write("current", sessionId.ToString("N"), null);

    /// <summary>As <see cref="OrganizationChoices"/> writes them; no secrets.</summary>
    public string? Choices => Http.Request.Cookies[NameOf("choices")] is { Length: < 1000 } value ? value : null;

    /// <summary>For as long as the browser keeps the session of a guest: until it is closed.</summary>
    public void KeepChoices(string value) => Write("choices", value, null);

    /// <summary>Puts a session's token in front, and takes out the one it replaces.</summary>
    public void KeepSession(string token, string? replaced, bool isPersistent, TimeSpan lifetime)
    {
        var name = isPersistent ? "kept" : "session";
        var other = isPersistent ? "session" : "kept";
        WriteTokens(name, ReadTokens(name).Where(kept => kept != replaced).Prepend(token), isPersistent ? lifetime : null);
        if (replaced is not null && ReadTokens(other).Contains(replaced)) DropSessions([replaced]);
    }

    public void DropSessions(IReadOnlyCollection<string> tokens)
    {
        foreach (var (name, lifetime) in new[] { ("session", (TimeSpan?)null), ("kept", TimeSpan.FromDays(90)) })
        {
            var before = ReadTokens(name);
            var after = before.Except(tokens).ToList();
            if (after.Count != before.Count) WriteTokens(name, after, lifetime);
        }
    }

    private void WriteTokens(string name, IEnumerable<string> tokens, TimeSpan? lifetime)
    {
        var value = string.Join('.', tokens.Distinct(StringComparer.Ordinal).Take(MostSessions));
        if (value.Length == 0) Http.Response.Cookies.Delete(NameOf(name), Options(null));
        else Write(name, value, lifetime);
    }

    private List<string> ReadTokens(string name) =>
        Http.Request.Cookies[NameOf(name)] is { Length: > 0 and < 1000 } value ? [.. value.Split('.').Where(IsToken)] : [];

    private string? ReadToken(string name) => Http.Request.Cookies[NameOf(name)] is { } value && IsToken(value) ? value : null;

    private static bool IsToken(string value) => value.Length == 43 && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private void Write(string name, string value, TimeSpan? lifetime) => Http.Response.Cookies.Append(NameOf(name), value, Options(lifetime));

    // Lax: an application's link to /authorize has to find the session; nothing that changes state answers to GET.
    private CookieOptions Options(TimeSpan? lifetime) => new()
    {
        HttpOnly = true,
        Secure = Http.Request.IsHttps,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        MaxAge = lifetime,
        IsEssential = true,
    };

    // The prefix binds the cookie to this host and to TLS; browsers refuse it on the plain http of a development machine.
    private string NameOf(string name) => Http.Request.IsHttps ? "__Host-" + name : name;
}
