using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using IdentityServer.Web.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace IdentityServer.Web.Factors.Certificate.Presenting;

/// <summary>
/// Where browsers present certificates: a host or port of its own, for a server that asks for a certificate asks everybody, and asks before it
/// has shown a page.
/// </summary>
internal sealed class CertificatePlace
{
    private const string Attempt = "{attempt}";
    private const string InDevelopment = "https://localhost:5002";
    private const string Path = "/certificate/";

    private readonly string? _url;
    private readonly int? _port;

    private CertificatePlace(string? url, string? listen)
    {
        (_url, Listen) = (url?.TrimEnd('/'), listen);
        _port = listen is null ? null : BindingAddress.Parse(listen).Port;
    }

    /// <summary>There is such a place at all.</summary>
    public bool IsAvailable => _url is not null;

    /// <summary>What this server has to listen on for it; null where a proxy does.</summary>
    public string? Listen { get; }

    /// <exception cref="StartupProblem">A setting is wrong; its name is in the sentence.</exception>
    public static CertificatePlace Read(IConfiguration configuration, bool development)
    {
        var (url, listen) = (TextOf(configuration, nameof(CertificateOptions.Url)), TextOf(configuration, nameof(CertificateOptions.Listen)));
        var urls = configuration[WebHostDefaults.ServerUrlsKey];
        if (development && url is null && urls is null) url = InDevelopment;
        if (url is not null && !IsUsable(url)) throw new StartupProblem($"{CertificateOptions.Section}:Url: it has to be an https address without a path, such as https://certificates.example.org.");
        if (url is null && listen is not null) throw new StartupProblem($"{CertificateOptions.Section}:Url: set it to the address that browsers reach {CertificateOptions.Section}:Listen by.");
        if (development && listen is null && url is not null && new Uri(url).IsLoopback) listen = url;
        if (listen is not null) CheckListen(listen);
        if (!development && listen is not null && urls is null)
            throw new StartupProblem($"{CertificateOptions.Section}:Listen: set ASPNETCORE_URLS as well, to where everything else is served.");
        return new(url, listen);
    }

    /// <summary>Asks for a certificate on the listener of its own, takes any, and leaves the judgement to the sign-in.</summary>
    public void Configure(HttpsConnectionAdapterOptions https)
    {
        if (_port is null) return;

        https.OnAuthenticate = (connection, tls) =>
        {
            if ((connection.LocalEndPoint as IPEndPoint)?.Port != _port) return;

            tls.ClientCertificateRequired = true;
#pragma warning disable CA5359 // The machine's trust store says nothing about an organization's authorities; ChainBuilder decides.
            tls.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
            // A resumed session shows the earlier certificate without a new proof that its key is there: the card may be gone.
            tls.AllowTlsResume = false;
            // HTTP/2 lets a browser use one connection for several hosts of one address, and asks for no certificate later on.
            tls.ApplicationProtocols = [SslApplicationProtocol.Http11];
        };
    }

    /// <summary>The address that a browser is sent to with a request.</summary>
    public string AddressOf(Guid request)
    {
        var url = _url ?? throw new InvalidOperationException("There is no place to present a certificate.");
        return url.Replace(Attempt, RandomNumberGenerator.GetHexString(12, lowercase: true), StringComparison.Ordinal) + Path + request.ToString("N");
    }

    /// <summary>The request that a path names, or null.</summary>
    public static Guid? RequestOf(PathString path) =>
        path.Value is { } value && value.StartsWith(Path, StringComparison.Ordinal) && Guid.TryParseExact(value[Path.Length..], "N", out var id) ? id : null;

    /// <summary>The connection came in at the listener of its own.</summary>
    public bool IsListenerOf(HttpContext http) => _port is not null && http.Connection.LocalPort == _port;

    /// <summary>A proxy asks for this host.</summary>
    public bool IsHost(HostString host)
    {
        if (_url is null || !host.HasValue) return false;

        var own = new Uri(_url.Replace(Attempt, "attempt", StringComparison.Ordinal));
        if ((host.Port ?? own.Port) != own.Port) return false;
        return _url.Contains(Attempt, StringComparison.Ordinal)
            ? host.Host.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && string.Equals(host.Host[dot..], own.Host[own.Host.IndexOf('.', StringComparison.Ordinal)..], StringComparison.OrdinalIgnoreCase)
            : string.Equals(host.Host, own.Host, StringComparison.OrdinalIgnoreCase);
    }

    private static string? TextOf(IConfiguration configuration, string name) =>
        configuration[$"{CertificateOptions.Section}:{name}"] is { Length: > 0 } text ? text : null;

    private static bool IsUsable(string url) =>
        Uri.TryCreate(url.Replace(Attempt, "attempt", StringComparison.Ordinal), UriKind.Absolute, out var uri)
        && uri.Scheme == Uri.UriSchemeHttps && uri.AbsolutePath == "/" && uri.Query.Length == 0 && uri.Fragment.Length == 0
        && (!url.Contains(Attempt, StringComparison.Ordinal) || url.StartsWith($"https://{Attempt}.", StringComparison.Ordinal));

    private static void CheckListen(string listen)
    {
        try
        {
            var address = BindingAddress.Parse(listen);
            if (address.Scheme == Uri.UriSchemeHttps && address.Port is > 0 and <= ushort.MaxValue) return;
        }
        catch (FormatException)
        {
            // Said below.
        }

        throw new StartupProblem($"{CertificateOptions.Section}:Listen: \"{listen}\" is no https address to listen on.");
    }
}
