using IdentityServer.Web.Hosting;
using Microsoft.Extensions.Options;

namespace IdentityServer.Web.SignOut.Backchannel;

/// <summary>Posts logout tokens to applications: little time, no redirects, nothing read, and no addresses of the inner network unless allowed.</summary>
internal sealed class BackchannelClient : IDisposable
{
    private readonly TimeSpan _timeout;
    private readonly HttpClient _http;

    public BackchannelClient(IOptions<BackchannelOptions> options, IHostEnvironment environment)
    {
        var allowsPrivate = options.Value.AllowPrivateNetworks ?? environment.IsDevelopment();
        _timeout = options.Value.Timeout;
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = _timeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            MaxResponseHeadersLength = 16,
            ConnectCallback = (context, ct) => OuterNetwork.ConnectAsync(context.DnsEndPoint, allowsPrivate, ct),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>What the application answered: a status, or none where it could not be reached, with the reason.</summary>
    public async Task<(int? Status, string? Problem)> PostAsync(string address, string token, CancellationToken ct)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(_timeout);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent([new("logout_token", token)]) };
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limited.Token);
            return ((int)response.StatusCode, $"status {(int)response.StatusCode}");
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

    public void Dispose() => _http.Dispose();
}
