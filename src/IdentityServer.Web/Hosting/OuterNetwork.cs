using System.Net;
using System.Net.Sockets;

namespace IdentityServer.Web.Hosting;

/// <summary>Connections to addresses that somebody else has named: never to the inner network, unless the operator allows it.</summary>
internal static class OuterNetwork
{
    // The address that was looked at is the one that is connected to: a name can't mean another one a moment later.
    public static async ValueTask<Stream> ConnectAsync(DnsEndPoint place, bool allowsPrivate, CancellationToken ct)
    {
        var addresses = await Dns.GetHostAddressesAsync(place.Host, ct);
        var usable = allowsPrivate ? addresses : [.. addresses.Where(IsPublic)];
        if (usable.Length == 0) throw new HttpRequestException($"{place.Host} has no address outside the inner network.");

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(usable, place.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal || address.IsIPv6SiteLocal || address.IsIPv6UniqueLocal || address.IsIPv6Multicast) return false;
        if (address.AddressFamily == AddressFamily.InterNetworkV6) return !address.Equals(IPAddress.IPv6Any);

        return address.GetAddressBytes() is not ([0 or 10 or 127 or >= 224, ..] or [169, 254, ..] or [192, 168, ..] or [172, >= 16 and <= 31, ..] or [100, >= 64 and <= 127, ..] or [192, 0, 0, _]);
    }
}
