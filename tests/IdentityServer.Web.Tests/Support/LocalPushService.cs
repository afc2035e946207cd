using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IdentityServer.Web.Tests.Support;

/// <summary>A push service and the browser behind it: takes messages as RFC 8030 has it, and decrypts them as RFC 8291 has it.</summary>
internal sealed class LocalPushService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ECDiffieHellman _key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _auth = RandomNumberGenerator.GetBytes(16);
    private readonly Channel<PushDelivery> _deliveries = Channel.CreateUnbounded<PushDelivery>();
    private readonly Queue<(int Status, int? RetryAfter)> _statuses = new();

    private LocalPushService(WebApplication app) => _app = app;

    public string Origin { get; private set; } = "";

    public string Endpoint => Origin + "/send/" + Guid.NewGuid().ToString("N");

    /// <summary>The browser's public key: the uncompressed point.</summary>
    public byte[] Key { get; private set; } = [];

    public byte[] Auth => _auth;

    public static async Task<LocalPushService> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var service = new LocalPushService(builder.Build());
        var point = service._key.ExportParameters(false).Q;
        service.Key = [4, .. point.X!, .. point.Y!];
        service._app.MapPost("/send/{id}", service.TakeAsync);
        await service._app.StartAsync();
        service.Origin = service._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return service;
    }

    /// <summary>How the next messages are answered; then with 201.</summary>
    public void AnswerWith(params (int Status, int? RetryAfter)[] statuses)
    {
        foreach (var status in statuses) _statuses.Enqueue(status);
    }

    /// <summary>The next message, once it comes.</summary>
    public async Task<PushDelivery> NextAsync(CancellationToken ct) => await _deliveries.Reader.ReadAsync(ct);

    public ValueTask DisposeAsync()
    {
        _key.Dispose();
        return _app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var headers = http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        await _deliveries.Writer.WriteAsync(new PushDelivery(headers, Decrypt(body.ToArray())));
        var (status, retryAfter) = _statuses.TryDequeue(out var next) ? next : (201, null);
        if (retryAfter is { } seconds) http.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        http.Response.StatusCode = status;
    }

    /// <summary>RFC 8188 §2.1 and RFC 8291 §3.4, from the receiver's side.</summary>
    private string Decrypt(byte[] body)
    {
        var (salt, senderKey, record) = (body[..16], body[21..86], body[86..]);
        using var sender = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = senderKey[1..33], Y = senderKey[33..] } });
        byte[] info = [.. Encoding.ASCII.GetBytes("WebPush: info\0"), .. Key, .. senderKey];
        var ikm = HKDF.DeriveKey(HashAlgorithmName.SHA256, _key.DeriveRawSecretAgreement(sender.PublicKey), 32, _auth, info);
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, ikm, 16, salt, Encoding.ASCII.GetBytes("Content-Encoding: aes128gcm\0"));
        var nonce = HKDF.DeriveKey(HashAlgorithmName.SHA256, ikm, 12, salt, Encoding.ASCII.GetBytes("Content-Encoding: nonce\0"));

        var plaintext = new byte[record.Length - 16];
        using var aes = new AesGcm(key, 16);
        aes.Decrypt(nonce, record.AsSpan(0, plaintext.Length), record.AsSpan(plaintext.Length), plaintext);
        return Encoding.UTF8.GetString(plaintext.AsSpan(0, Array.LastIndexOf(plaintext, (byte)2)));
    }

    /// <summary>A script that lets a page's PushManager subscribe here, for no push service of a browser can be reached from a test.</summary>
    public string SubscribeScript(string endpoint) =>
        $$"""
        PushManager.prototype.getSubscription = async () => null;
        PushManager.prototype.subscribe = async (options) => ({
          options, toJSON: () => ({ endpoint: "{{endpoint}}", keys: { p256dh: "{{Base64Url.EncodeToString(Key)}}", auth: "{{Base64Url.EncodeToString(_auth)}}" } }),
        });
        """;
}

/// <summary>One message as it came.</summary>
internal sealed record PushDelivery(IReadOnlyDictionary<string, string> Headers, string Text);
