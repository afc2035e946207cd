using IdentityServer.Protocol.Clients;

namespace IdentityServer.Protocol.Authorize;

/// <summary>Which addresses an answer may go to.</summary>
internal static class RedirectUris
{
    private static readonly string[] LoopbackPrefixes = ["http://127.0.0.1", "http://[::1]"];

    /// <summary>RFC 9700 §2.1: exact string comparison; RFC 8252 §7.3 lets only the port of a loopback address vary.</summary>
    public static bool IsRegistered(string uri, Client client)
    {
        if (client.RedirectUris.Contains(uri)) return true;
        if (client.ApplicationType != "native" && !client.IsPublic) return false;

        return WithoutLoopbackPort(uri) is { } bare && client.RedirectUris.Any(registered => WithoutLoopbackPort(registered) == bare);
    }

    private static string? WithoutLoopbackPort(string uri)
    {
        foreach (var prefix in LoopbackPrefixes)
        {
            if (!uri.StartsWith(prefix, StringComparison.Ordinal)) continue;

            var rest = uri.AsSpan(prefix.Length);
            if (rest is [':', ..])
            {
                var end = rest[1..].IndexOfAnyExceptInRange('0', '9');
                var port = end < 0 ? rest[1..] : rest.Slice(1, end);
                if (!ushort.TryParse(port, out _)) return null;
                rest = rest[(1 + port.Length)..];
            }

            return rest is [] or ['/' or '?', ..] ? $"{prefix}{rest}" : null;
        }

        return null;
    }
}
