using System.Net;
using System.Net.Http.Headers;
using IdentityServer.Web.Hosting;
using Microsoft.Extensions.Options;

namespace IdentityServer.Web.Factors.Certificate.Revocation;

/// <summary>
/// The one way out for lists and answers about certificates: little time, a limit on what comes back, no redirects, and no addresses of the
/// inner network unless the operator allows them.
/// </summary>
internal sealed class GuardedFetcher : IDisposable
{
    private readonly CertificateOptions _options;
    private readonly HttpClient _http;

    public GuardedFetcher(IOptions<CertificateOptions> options)
    {
        _options = options.Value;
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = _options.FetchTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            MaxResponseHeadersLength = 16,
            ConnectCallback = (context, ct) => OuterNetwork.ConnectAsync(context.DnsEndPoint, _options.AllowPrivateNetworks, ct),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Null, with the problem, where nothing usable came.</summary>
    public Task<(byte[]? Content, string? Problem)> GetAsync(Uri address, CancellationToken ct) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, address), _options.LargestList, ct);

    /// <summary>An OCSP request (RFC 6960 Appendix A.1).</summary>
    public Task<(byte[]? Content, string? Problem)> AskAsync(Uri address, byte[] question, CancellationToken ct)
    {
        var content = new ByteArrayContent(question) { Headers = { ContentType = new MediaTypeHeaderValue("application/ocsp-request") } };
        return SendAsync(new HttpRequestMessage(HttpMethod.Post, address) { Content = content }, 100_000, ct);
    }

    public void Dispose() => _http.Dispose();

    private async Task<(byte[]? Content, string? Problem)> SendAsync(HttpRequestMessage request, int most, CancellationToken ct)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(_options.FetchTimeout);
        try
        {
            using (request)
            using (var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limited.Token))
            {
                if (response.StatusCode != HttpStatusCode.OK) return (null, $"status {(int)response.StatusCode}");

                await using var stream = await response.Content.ReadAsStreamAsync(limited.Token);
                return await ReadAsync(stream, most, limited.Token) is { } content ? (content, null) : (null, $"more than {most} bytes");
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return (null, "took too long");
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            return (null, fault.Message);
        }
    }

    internal static async Task<byte[]?> ReadAsync(Stream stream, int most, CancellationToken ct)
    {
        using var content = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await stream.ReadAsync(buffer, ct)) > 0;)
        {
            if (content.Length + read > most) return null;
            content.Write(buffer, 0, read);
        }

        return content.ToArray();
    }

    internal static bool IsPublic(IPAddress address) => OuterNetwork.IsPublic(address);
}
