using System.Net;
using System.Net.Sockets;

namespace IdentityServer.SignIn;

/// <summary>Where a request comes from.</summary>
/// <param name="Address">The network address, as text.</param>
/// <param name="UserAgent">The browser's own description, at most 256 characters.</param>
public sealed record Visitor(string? Address, string? UserAgent)
{
    public static Visitor From(IPAddress? address, string? userAgent)
    {
        var text = (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString();
        return new(text, Shorten(userAgent));
    }

    /// <summary>The neighbourhood that tries are counted for: an IPv4 /24, an IPv6 /56 (what one customer is given).</summary>
    public string Network
    {
        get
        {
            if (!IPAddress.TryParse(Address, out var address)) return "unknown";

            if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
            var bytes = address.GetAddressBytes();
            var kept = address.AddressFamily == AddressFamily.InterNetwork ? 3 : 7;
            return Convert.ToHexString(bytes.AsSpan(0, kept));
        }
    }

    // Half of a surrogate pair is not text: no database would take it.
    private static string? Shorten(string? userAgent) =>
        userAgent is { Length: > 256 } ? userAgent[..(char.IsHighSurrogate(userAgent[255]) ? 255 : 256)] : userAgent;
}
