using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace IdentityServer.Load.Http;

/// <summary>One connection that is kept open and speaks just enough HTTP/1.1 to cost next to nothing.</summary>
internal sealed class Wire(int port) : IDisposable
{
    private Socket? _socket;
    private byte[] _bytes = new byte[64 * 1024];
    private int _start;
    private int _end;

    public async Task<Response> SendAsync(ReadOnlyMemory<byte> request)
    {
        var socket = _socket ??= await ConnectAsync();
        await socket.SendAsync(request, SocketFlags.None);
        return await ReceiveAsync(socket);
    }

    public static byte[] Get(string target, string headers = "") =>
        Encoding.UTF8.GetBytes($"GET {target} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n");

    public static byte[] Post(string target, string form, string headers = "") => Encoding.UTF8.GetBytes(
        $"POST {target} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {Encoding.UTF8.GetByteCount(form)}\r\n{headers}\r\n{form}");

    public static string Basic(string name, string secret) =>
        $"Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(name)}:{Uri.EscapeDataString(secret)}"))}\r\n";

    public void Dispose() => _socket?.Dispose();

    private async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return socket;
    }

    private async Task<Response> ReceiveAsync(Socket socket)
    {
        var head = await ReadHeadAsync(socket);
        var response = new Response(int.Parse(head.AsSpan(9, 3), CultureInfo.InvariantCulture), head, "");
        if (response.Status is 204 or 304) return response;

        return response.Header("Content-Length").FirstOrDefault() is { } length
            ? response with { Body = Encoding.UTF8.GetString(await ReadAsync(socket, int.Parse(length, CultureInfo.InvariantCulture))) }
            : response.Header("Transfer-Encoding").Any() ? response with { Body = await ReadChunksAsync(socket) } : response;
    }

    private async Task<string> ReadHeadAsync(Socket socket)
    {
        while (true)
        {
            var length = _bytes.AsSpan(_start, _end - _start).IndexOf("\r\n\r\n"u8);
            if (length >= 0) return Encoding.Latin1.GetString(Take(length + 4).Span);
            await FillAsync(socket);
        }
    }

    private async Task<string> ReadChunksAsync(Socket socket)
    {
        var body = new List<byte>();
        while (true)
        {
            int line;
            while ((line = _bytes.AsSpan(_start, _end - _start).IndexOf("\r\n"u8)) < 0) await FillAsync(socket);

            var size = int.Parse(Encoding.ASCII.GetString(Take(line + 2).Span[..line]), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            var chunk = await ReadAsync(socket, size + 2);
            if (size == 0) return Encoding.UTF8.GetString([.. body]);
            body.AddRange(chunk.AsSpan(0, size));
        }
    }

    private async Task<byte[]> ReadAsync(Socket socket, int count)
    {
        while (_end - _start < count) await FillAsync(socket);
        return Take(count).ToArray();
    }

    private ReadOnlyMemory<byte> Take(int count)
    {
        var taken = _bytes.AsMemory(_start, count);
        _start += count;
        return taken;
    }

    private async Task FillAsync(Socket socket)
    {
        if (_start == _end) (_start, _end) = (0, 0);
        if (_end == _bytes.Length)
        {
            var larger = new byte[_bytes.Length * 2];
            _bytes.AsSpan(_start, _end - _start).CopyTo(larger);
            (_bytes, _end, _start) = (larger, _end - _start, 0);
        }

        var read = await socket.ReceiveAsync(_bytes.AsMemory(_end), SocketFlags.None);
        if (read == 0) throw new LoadException("The server closed the connection.");
        _end += read;
    }
}
