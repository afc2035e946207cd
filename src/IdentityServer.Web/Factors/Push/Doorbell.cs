using System.Text.Json;
using System.Threading.Channels;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Challenges;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Factors.Push.WebPush;
using IdentityServer.Web.Localization;
using IdentityServer.Web.Shared;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Factors.Push;

/// <summary>
/// Wakes devices by push messages. A message carries nothing that decides anything: one that is lost, late or sent twice changes nothing,
/// for the device asks the server itself. So none is kept in the database, and a page never waits for a push service.
/// </summary>
internal sealed class Doorbell(IServiceScopeFactory scopes, MethodSecrets secrets, IStringLocalizer<Texts> texts, ILogger<Doorbell> logger) : BackgroundService
{
    private const int Lanes = 4;

    private readonly Channel<Ringing> _ringing =
        Channel.CreateBounded<Ringing>(new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropOldest });

    /// <summary>Rings at all of the account's devices that have a subscription.</summary>
    public void Ring(IEnumerable<Method> devices, Account account, Organization? organization, Challenge request)
    {
        foreach (var device in devices) Ring(PushState.FromJson(secrets.Unprotect(device)), device, account, organization, request);
    }

    /// <param name="device">Null while the device is not a method of the account yet.</param>
    public void Ring(PushState state, Method? device, Account account, Organization? organization, Challenge request)
    {
        if (state.Subscription is not { } subscription) return;

        var culture = account.Culture ?? organization?.Culture ?? Cultures.Default;
        var (title, body) = OtherCulture.Speak(culture, () => (
            texts["Approve sign in request"].Value,
            texts["{0}: open to enter the number shown on the sign-in page.", organization?.DisplayName ?? PageChrome.ProductName].Value));
        var payload = JsonSerializer.SerializeToUtf8Bytes(new { title, body, tag = request.Id.ToString("N"), lang = culture });
        _ringing.Writer.TryWrite(new Ringing(subscription, payload, device));
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Lanes).Select(_ => RunAsync(stoppingToken)));

    private async Task RunAsync(CancellationToken ct)
    {
        await foreach (var ringing in _ringing.Reader.ReadAllAsync(ct))
        {
            try
            {
                await SendAsync(ringing, ct);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // The next request may find the database or the push service well again.
                Log.PushFailed(logger, fault);
            }
        }
    }

    private async Task SendAsync(Ringing ringing, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var outcome = await scope.ServiceProvider.GetRequiredService<PushSender>()
            .SendAsync(ringing.Subscription, ringing.Payload, ApprovalRequests.Lifetime, ct);
        if (outcome != PushOutcome.Taken) Log.PushNotTaken(logger, outcome);
        if (outcome == PushOutcome.Gone && ringing.Device is { } device) await ForgetAsync(scope.ServiceProvider, device, ct);
    }

    /// <summary>Unless the device has subscribed anew meanwhile.</summary>
    private async Task ForgetAsync(IServiceProvider services, Method device, CancellationToken ct)
    {
        var methods = services.GetRequiredService<IMethodStore>();
        if (await methods.FindByLookupKeyAsync(device.FactorKey, device.LookupKey!, ct) is not { } current || current.State != device.State) return;

        var state = PushState.FromJson(secrets.Unprotect(current)) with { Subscription = null };
        methods.Update(current with { State = secrets.Protect(current.FactorKey, state.ToJson()) });
        await services.GetRequiredService<IUnitOfWork>().SaveAsync(ct);
    }

    private sealed record Ringing(PushSubscription Subscription, byte[] Payload, Method? Device);
}
