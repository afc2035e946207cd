using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace IdentityServer.Web.Factors.Certificate.Presenting;

/// <summary>
/// Stands before everything else. Where certificates are presented nothing else is served; everywhere else a header that tells of a certificate
/// is taken off, so that nobody can write their own.
/// </summary>
internal sealed class CertificateGate(RequestDelegate next, CertificatePlace place, IOptions<ForwardedHeadersOptions> proxies)
{
    public async Task InvokeAsync(HttpContext http)
    {
        var isFromProxy = IsProxy(http.Connection.RemoteIpAddress);
        var forwarded = http.Request.Headers[ForwardedCertificate.Header];
        http.Request.Headers.Remove(ForwardedCertificate.Header);
        http.Request.Headers.Remove(ForwardedCertificate.ChainHeader);

        if (!place.IsListenerOf(http) && !(isFromProxy && place.IsHost(http.Request.Host)))
        {
            await next(http);
            return;
        }

        // Behind a proxy the connection's own certificate is the proxy's.
        using var certificate = isFromProxy ? ForwardedCertificate.Read(forwarded) : http.Connection.ClientCertificate;
        await PresentAsync(http, certificate);
    }

    private static async Task PresentAsync(HttpContext http, X509Certificate2? certificate)
    {
        var response = http.Response;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        response.Headers["Referrer-Policy"] = "no-referrer";
        // What comes back at this listener is one redirect: a connection that was asked for a certificate is used for nothing else.
        response.Headers.Connection = "close";

        if (!HttpMethods.IsGet(http.Request.Method) || CertificatePlace.RequestOf(http.Request.Path) is not { } request)
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var tickets = http.RequestServices.GetRequiredService<CertificateTickets>();
        response.Headers.Location = await tickets.PresentAsync(request, certificate, http.RequestAborted);
        response.StatusCode = StatusCodes.Status303SeeOther;
    }

    private bool IsProxy(IPAddress? address)
    {
        if (address is null) return false;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return proxies.Value.KnownProxies.Contains(address) || proxies.Value.KnownIPNetworks.Any(network => network.Contains(address));
    }
}
