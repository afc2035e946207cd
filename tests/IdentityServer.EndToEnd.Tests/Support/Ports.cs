using System.Net;
using System.Net.Sockets;

namespace IdentityServer.EndToEnd.Tests.Support;

/// <summary>Ports that nobody listens on. Another program may be quicker, so whoever uses one is ready to take another.</summary>
internal static class Ports
{
    public static int FindFree()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
