using IdentityServer.SignIn;
using IdentityServer.SignIn.Throttling;
using IdentityServer.Web.Hosting;

namespace IdentityServer.Web.Authenticator;

/// <summary>What devices call, under /authenticator/api: each call is signed by the device's key over the address, a nonce and what is wanted.</summary>
internal static class AuthenticatorApi
{
    private const string Root = "/authenticator/api/";
    private const int CallsPerMinute = 120;
    private const int PairingsPerWindow = 40;

    private static readonly TimeSpan PairingWindow = TimeSpan.FromMinutes(5);

    public static void MapAuthenticatorApi(this IEndpointRouteBuilder app)
    {
        app.MapPost(Root + "pair", (HttpContext http, Pairings pairings, CancellationToken ct) => ReadAsync(http, "pair", async call =>
        {
            var visitor = VisitorOf(http);
            return await MayAsync(http, "authenticator:pair:" + visitor.Network, PairingsPerWindow, PairingWindow, ct)
                ? await pairings.PairAsync(call, visitor, ct)
                : CallAnswers.TooMany;
        }));
        app.MapPost(Root + "pending", (HttpContext http, Approvals approvals, CancellationToken ct) =>
            ReadAsync(http, "pending", (_, device) => approvals.FindAsync(device, ct)));
        app.MapPost(Root + "answer", (HttpContext http, Approvals approvals, CancellationToken ct) =>
            ReadAsync(http, "answer", (call, device) => approvals.AnswerAsync(call, device, VisitorOf(http), ct)));
        app.MapPost(Root + "device", (HttpContext http, DeviceChanges changes, CancellationToken ct) =>
            ReadAsync(http, "device", (call, device) => changes.ChangeAsync(call, device, VisitorOf(http), ct)));
        app.MapPost(Root + "remove", (HttpContext http, DeviceChanges changes, CancellationToken ct) =>
            ReadAsync(http, "remove", (_, device) => changes.RemoveAsync(device, VisitorOf(http), ct)));
    }

    private static Visitor VisitorOf(HttpContext http) => Visitor.From(http.Connection.RemoteIpAddress, http.Request.Headers.UserAgent.ToString());

    /// <summary>A call of a device that is known.</summary>
    private static Task<IResult> ReadAsync(HttpContext http, string action, Func<SignedCall, Device, Task<IResult>> handle) =>
        ReadAsync(http, action, async call =>
        {
            var ct = http.RequestAborted;
            if (await http.RequestServices.GetRequiredService<Devices>().FindAsync(call, ct) is not { } device) return CallAnswers.UnknownDevice;

            return await MayAsync(http, "authenticator:" + device.Id, CallsPerMinute, TimeSpan.FromMinutes(1), ct) ? await handle(call, device) : CallAnswers.TooMany;
        });

    private static async Task<IResult> ReadAsync(HttpContext http, string action, Func<SignedCall, Task<IResult>> handle)
    {
        if (http.Request.ContentType != SignedCall.ContentType) return CallAnswers.WrongType;

        var settings = http.RequestServices.GetRequiredService<ServerSettings>();
        var nonces = http.RequestServices.GetRequiredService<CallNonces>();
        if (await BodyAsync(http.Request) is not { } body || SignedCall.Parse(body, settings.Issuer + Root + action) is not { } call) return CallAnswers.Malformed;

        return nonces.IsFresh(call.Nonce) ? await handle(call) : CallAnswers.UseNonce(nonces.Create());
    }

    private static async Task<byte[]?> BodyAsync(HttpRequest request)
    {
        const int longest = 16_000;
        if (request.ContentLength > longest) return null;

        var body = new byte[longest + 1];
        var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, request.HttpContext.RequestAborted);
        return length <= longest ? body[..length] : null;
    }

    private static Task<bool> MayAsync(HttpContext http, string key, int limit, TimeSpan window, CancellationToken ct) =>
        http.RequestServices.GetRequiredService<IQuotaStore>()
            .TryTakeAsync(key, limit, window, http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime, ct);
}
