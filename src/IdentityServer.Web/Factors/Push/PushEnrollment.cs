using System.Security.Cryptography;
using System.Text.Json;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Challenges;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Throttling;
using IdentityServer.Web.Enrollment;
using IdentityServer.Web.Shared;
using IdentityServer.Web.SignIn;

namespace IdentityServer.Web.Factors.Push;

/// <summary>Sets up a device on the current journey: a code to pair with, then a test request. Only what passed the test is saved.</summary>
internal sealed class PushEnrollment(
    CurrentSignIn signIn, PushFactor factor, PairingCodes codes, ApprovalRequests requests, IChallengeStore challenges, IQuotaStore quotas,
    MethodSecrets secrets, MethodRegistration registration, JourneyAudit audit, Doorbell doorbell, TimeProvider clock)
{
    private const int CodesPerHour = 20;
    private const int TestsPerWindow = 6;

    private static readonly TimeSpan TestWindow = TimeSpan.FromMinutes(5);

    /// <summary>The code to pair with: the same on every look, until it is over or a new one is wanted. Null where there were too many.</summary>
    public async Task<PairingView?> PairAsync(bool anew, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (!anew && Pending() is { } code && await challenges.FindAsync(codes.IdOf(code), ct) is { } known) return ViewOf(code, known, now);
        if (!await quotas.TryTakeAsync($"push:pair:{AccountId:N}", CodesPerHour, TimeSpan.FromHours(1), now, ct)) return null;

        await challenges.EndAsync(PushPurposes.Pairing, signIn.Journey.Id, null, now, ct);
        await challenges.EndAsync(PushPurposes.Device, signIn.Journey.Id, null, now, ct);
        var created = PairingCodes.Create();
        var challenge = new Challenge
        {
            Id = codes.IdOf(created),
            Purpose = PushPurposes.Pairing,
            JourneyId = signIn.Journey.Id,
            AccountId = AccountId,
            State = secrets.Protect(factor.Key, Describe().ToJson()),
            CreatedUtc = now,
            ExpiresUtc = now + PairingCodes.Lifetime,
        };
        challenges.Add(challenge);
        signIn.Change(state => state with
        {
            Pending = new Dictionary<string, string>(state.Pending) { [factor.Key] = secrets.Protect(factor.Key, created) },
        });
        if (await signIn.SaveAsync(ct)) return ViewOf(created, challenge, now);

        // Two tabs may begin at the same time; the first one saved is the one that holds.
        await signIn.ReloadAsync(ct);
        return Pending() is { } other && await challenges.FindAsync(codes.IdOf(other), ct) is { } saved ? ViewOf(other, saved, now) : null;
    }

    /// <summary>The device that has used the code; null while none has.</summary>
    public async Task<PairedDevice?> FindDeviceAsync(CancellationToken ct) =>
        await challenges.FindOpenAsync(PushPurposes.Device, signIn.Journey.Id, null, clock.GetUtcNow().UtcDateTime, ct) is { State: { } state }
            ? PairedDevice.FromJson(secrets.Unprotect(factor.Key, state))
            : null;

    /// <summary>The last test request to this device, however it ended; null before the first.</summary>
    public async Task<ApprovalView?> FindTestAsync(PairedDevice device, CancellationToken ct) =>
        signIn.State.Pending.TryGetValue(TestOf(device), out var text) && Guid.TryParseExact(text, "N", out var id) && await challenges.FindAsync(id, ct) is { } request
            ? requests.ViewOf(request)
            : null;

    /// <summary>Sends a test request to the device; null where there were too many.</summary>
    public async Task<ApprovalView?> TestAsync(PairedDevice device, CancellationToken ct)
    {
        if (!await quotas.TryTakeAsync($"push:test:{AccountId:N}", TestsPerWindow, TestWindow, clock.GetUtcNow().UtcDateTime, ct)) return null;

        var request = await requests.AddAsync(PushPurposes.Test, ct);
        signIn.Change(state => state with
        {
            Pending = new Dictionary<string, string>(state.Pending) { [TestOf(device)] = request.Id.ToString("N") },
        });
        audit.Note(signIn.Journey, signIn.Visitor, AuditEvents.ApprovalRequested, factorKey: factor.Key, detail: "test");
        if (!await signIn.SaveAsync(ct))
        {
            await signIn.ReloadAsync(ct);
            return await FindTestAsync(device, ct);
        }

        doorbell.Ring(device.State, null, signIn.Person!.Account, signIn.Organization, request);
        return requests.ViewOf(request);
    }

    /// <summary>Registers the device if it has approved the test; counts as shown on this journey.</summary>
    public async Task<bool> ConfirmAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (await FindDeviceAsync(ct) is not { } device || await FindTestAsync(device, ct) is not { } test) return false;
        if (test.Request.Answer != ApprovalAnswers.ApprovedBy(device.Id) || !await challenges.TryConsumeAsync(test.Request.Id, now, ct)) return false;

        registration.Add(factor, new Method
        {
            Id = Guid.CreateVersion7(now),
            AccountId = AccountId,
            FactorKey = factor.Key,
            LookupKey = device.Id,
            Label = device.Name,
            State = secrets.Protect(factor.Key, device.State.ToJson()),
            CreatedUtc = now,
            LastUsedUtc = now,
        }, now);
        return true;
    }

    private static string TestOf(PairedDevice device) => $"{PushPurposes.Test}:{device.Id}";

    private Guid AccountId => signIn.Person!.Account.Id;

    private PairingView ViewOf(string code, Challenge challenge, DateTime nowUtc) =>
        new(PairingCodes.Show(code), codes.AddressOf(code), codes.Address, challenge.IsOpen(nowUtc), Math.Max(0, (int)(challenge.ExpiresUtc - nowUtc).TotalSeconds));

    private PairingOffer Describe() => new(
        signIn.Organization?.DisplayName ?? PageChrome.ProductName,
        signIn.Person!.Account.Email ?? signIn.Person.Account.UserName,
        RandomNumberGenerator.GetBytes(Totp.Totp.SecretBytes));

    private string? Pending() => signIn.State.Pending.TryGetValue(factor.Key, out var code) ? secrets.Unprotect(factor.Key, code) : null;
}

/// <summary>What a device gets to know when it is paired.</summary>
internal sealed record PairingOffer(string Organization, string Account, byte[] TotpSecret)
{
    public string ToJson() => JsonSerializer.Serialize(this);

    public static PairingOffer FromJson(string json) => JsonSerializer.Deserialize<PairingOffer>(json)!;

    /// <summary>Prints no secret.</summary>
    public override string ToString() => nameof(PairingOffer);
}

/// <summary>A device that was paired but not tested yet.</summary>
/// <param name="Id">The thumbprint of its key.</param>
internal sealed record PairedDevice(string Id, string Name, PushState State)
{
    public string ToJson() => JsonSerializer.Serialize(this);

    public static PairedDevice FromJson(string json) => JsonSerializer.Deserialize<PairedDevice>(json)!;
}

/// <summary>What the wizard shows of a code.</summary>
/// <param name="Code">In two groups of four.</param>
/// <param name="Link">What the QR code holds.</param>
/// <param name="Address">Where the authenticator is.</param>
internal sealed record PairingView(string Code, string Link, string Address, bool IsOpen, int SecondsLeft)
{
    /// <summary>Prints no code.</summary>
    public override string ToString() => nameof(PairingView);
}
