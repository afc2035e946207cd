using System.Globalization;
using System.Net.Sockets;
using System.Text;
using IdentityServer.EndToEnd.Tests.Support;

namespace IdentityServer.EndToEnd.Tests.Robustness;

/// <summary>Sends bytes that no client library would let through, and reads what comes back.</summary>
internal static class RawHttp
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<RawAnswer> SendAsync(ServerProcess server, RawRequest request)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var client = new TcpClient();
        await client.ConnectAsync("localhost", server.Port, patience.Token);
        var stream = client.GetStream();
        using var received = new MemoryStream();
        try
        {
            await stream.WriteAsync(request.ToBytes(server), patience.Token);
        }
        catch (IOException)
        {
            // Refused before all of it was sent: the answer is on its way all the same.
        }

        try
        {
            await stream.CopyToAsync(received, patience.Token);
        }
        catch (IOException)
        {
            // The connection was reset after the answer, because we were still sending.
        }

        return RawAnswer.Parse(Encoding.Latin1.GetString(received.GetBuffer(), 0, (int)received.Length));
    }
}

/// <summary>One request, byte by byte. Characters stand for bytes, as in Latin 1.</summary>
internal sealed record RawRequest(string Method, string Target, string Headers = "", string? Body = null)
{
    public const string Form = "Content-Type: application/x-www-form-urlencoded\r\n";

    public byte[] ToBytes(ServerProcess server)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Method} {Target} HTTP/1.1\r\n");
        if (!Headers.Contains("Host:", StringComparison.Ordinal)) text.Append(CultureInfo.InvariantCulture, $"Host: localhost:{server.Port}\r\n");
        text.Append(Headers);
        if (Body is not null && !Headers.Contains("Transfer-Encoding", StringComparison.Ordinal)) text.Append(CultureInfo.InvariantCulture, $"Content-Length: {Body.Length}\r\n");
        text.Append("Connection: close\r\n\r\n").Append(Body);
        return Encoding.Latin1.GetBytes(text.ToString());
    }

    public override string ToString()
    {
        var text = $"{Method} {Target} | {Headers.ReplaceLineEndings("\\n")} | {Body}";
        return text.Length > 300 ? text[..300] + "…" : text;
    }
}

/// <summary>Status 0: the connection was closed without a word.</summary>
internal sealed record RawAnswer(int Status, ILookup<string, string> Headers, string Body)
{
    public string Header(string name) => string.Join(", ", Headers[name]);

    public static RawAnswer Parse(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0) return new RawAnswer(0, Array.Empty<string>().ToLookup(line => line), text);

        var lines = text[..end].Split("\r\n");
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToLookup(parts => parts[0], parts => parts.ElementAtOrDefault(1) ?? "", StringComparer.OrdinalIgnoreCase);
        return new RawAnswer(int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture), headers, text[(end + 4)..]);
    }
}
