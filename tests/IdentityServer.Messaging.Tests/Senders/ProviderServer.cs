using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace IdentityServer.Messaging.Tests.Senders;

/// <summary>A provider on a port of its own that keeps what it is sent and answers as the test says.</summary>
internal sealed class ProviderServer : IAsyncDisposable
{
    private readonly HttpListener _listener;
    private readonly Task _loop;
    private readonly Func<Request, Answer> _answer;

    private ProviderServer(HttpListener listener, Func<Request, Answer> answer)
    {
        (_listener, _answer) = (listener, answer);
        Origin = listener.Prefixes.Single().TrimEnd('/');
        _loop = Task.Run(ServeAsync);
    }

    internal sealed record Request(string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
    {
        internal string Text => Encoding.UTF8.GetString(Body);
    }

    internal sealed record Answer(int Status, string Body, string ContentType = "application/json")
    {
        internal Dictionary<string, string> Headers { get; init; } = [];
    }

    internal string Origin { get; }

    internal ConcurrentQueue<Request> Requests { get; } = new();

    internal static ProviderServer Start(Func<Request, Answer> answer)
    {
        while (true)
        {
            var listener = new HttpListener();
            listener.Prefixes.Add($"http://127.0.0.1:{FreePort()}/");
            try
            {
                listener.Start();
                return new ProviderServer(listener, answer);
            }
            catch (HttpListenerException)
            {
                // Somebody else was quicker: the next free port.
                listener.Close();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _loop;
        _listener.Close();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true) await AnswerAsync(await _listener.GetContextAsync());
        }
        catch (Exception end) when (end is HttpListenerException or ObjectDisposedException or InvalidOperationException && !_listener.IsListening)
        {
            // Stopped.
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using var body = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(body);
        var headers = context.Request.Headers.AllKeys.OfType<string>().ToDictionary(name => name, name => context.Request.Headers[name]!, StringComparer.OrdinalIgnoreCase);
        var request = new Request(context.Request.HttpMethod, context.Request.Url!.PathAndQuery, headers, body.ToArray());
        Requests.Enqueue(request);

        var answer = _answer(request);
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        foreach (var (name, value) in answer.Headers) context.Response.Headers[name] = value;
        await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer.Body));
        context.Response.Close();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
