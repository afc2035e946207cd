using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace IdentityServer.Web.Factors.Push.WebPush;

/// <summary>
/// Which hosts push messages may go to. The address of a subscription comes from a device, and this server asks it from inside the network:
/// only known push services are called, and none of them at a private address.
/// </summary>
internal sealed class PushServices(IOptions<PushOptions> options)
{
    private static readonly string[] Known =
        ["fcm.googleapis.com", "*.push.apple.com", "updates.push.services.mozilla.com", "*.notify.windows.com"];

    public bool Allows(string endpoint) => Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) && Allows(uri);

    public bool Allows(Uri endpoint)
    {
        var settings = options.Value;
        if (endpoint.UserInfo.Length > 0) return false;
        if (!settings.AllowPrivateAddresses && (endpoint.Scheme != Uri.UriSchemeHttps || !endpoint.IsDefaultPort)) return false;
        if (endpoint.Scheme is not ("https" or "http")) return false;

        var hosts = settings.Hosts.Count > 0 ? settings.Hosts : Known;
        return hosts.Any(host => host.StartsWith("*.", StringComparison.Ordinal)
            ? endpoint.IdnHost.EndsWith(host[1..], StringComparison.OrdinalIgnoreCase)
            : endpoint.IdnHost.Equals(host, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Connects to a push service by an address that was looked at: a name may lead anywhere, and elsewhere the next time.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var place = context.DnsEndPoint;
        var addresses = await Dns.GetHostAddressesAsync(place.Host, ct);

        // A proxy of the operator's own may well have a private address; it is not what the device named.
        var isService = place.Host.Equals(context.InitialRequestMessage.RequestUri?.IdnHost, StringComparison.OrdinalIgnoreCase);
        if (isService && !options.Value.AllowPrivateAddresses) addresses = [.. addresses.Where(IsPublic)];
        if (addresses.Length == 0) throw new HttpRequestException("The push service has no public address.");

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, place.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    internal static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address)) return false;

        var bytes = address.GetAddressBytes();
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            // Only what RFC 4291 §2.4 calls global unicast and IANA has handed out: 2000::/3, less 6to4 and Teredo, which hide an IPv4 address.
            return (bytes[0] & 0xE0) == 0x20 && !(bytes[0] == 0x20 && bytes[1] == 0x02) && !(bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0 && bytes[3] == 0);
        }

        // RFC 6890's registry of addresses that are not of the public internet.
        return (bytes[0], bytes[1]) switch
        {
            (0 or 10 or 127 or >= 224, _) => false,
            (100, >= 64 and <= 127) => false,
            (169, 254) or (192, 168) or (192, 0) => false,
            (172, >= 16 and <= 31) => false,
            (198, 18 or 19) => false,
            _ => true,
        };
    }
}
