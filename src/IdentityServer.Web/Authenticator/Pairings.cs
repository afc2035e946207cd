using IdentityServer.Protocol.Jose;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Challenges;
using IdentityServer.Web.Factors;
using IdentityServer.Web.Factors.Push;
using IdentityServer.Web.Factors.Push.WebPush;

namespace IdentityServer.Web.Authenticator;

/// <summary>Pairs a device by its code: once, within five minutes, for the account and the journey that the code was made on.</summary>
internal sealed class Pairings(
    IChallengeStore challenges, PairingCodes codes, PushServices services, MethodSecrets secrets, IUnitOfWork unitOfWork, DeviceAudit audit, TimeProvider clock)
{
    /// <summary>For as long as the wizard's journey can still be open.</summary>
    private static readonly TimeSpan ToPassTheTest = TimeSpan.FromMinutes(25);

    public async Task<IResult> PairAsync(SignedCall call, Visitor visitor, CancellationToken ct)
    {
        if (call.NewKey() is not { } key || !call.IsSignedBy(key) || DeviceName.Parse(call.Text("name")) is not { } name) return CallAnswers.Malformed;
        if (PairingCodes.Parse(call.Text("code")) is not { } code) return CallAnswers.Error("unknown_code", StatusCodes.Status404NotFound);

        var now = clock.GetUtcNow().UtcDateTime;
        if (await challenges.FindAsync(codes.IdOf(code), ct) is not { Purpose: PushPurposes.Pairing, AccountId: { } accountId } pairing)
            return CallAnswers.Error("unknown_code", StatusCodes.Status404NotFound);
        if (pairing.ConsumedUtc is null && pairing.ExpiresUtc <= now) return CallAnswers.Error("expired_code", StatusCodes.Status410Gone);
        if (!await challenges.TryConsumeAsync(pairing.Id, now, ct)) return await RefuseAsync(pairing, visitor, ct);

        var offer = PairingOffer.FromJson(secrets.Unprotect(PushFactor.FactorKey, pairing.State!));
        var subscription = call.Claims.TryGetProperty("subscription", out var json) ? PushSubscription.Parse(json) : null;
        if (subscription is not null && !services.Allows(subscription.Endpoint)) subscription = null;

        var device = new PairedDevice(key.Thumbprint(), name, new PushState(key.Values["x"], key.Values["y"], offer.TotpSecret, subscription));
        challenges.Add(new Challenge
        {
            Id = codes.IdOfDevice(device.Id),
            Purpose = PushPurposes.Device,
            JourneyId = pairing.JourneyId,
            AccountId = accountId,
            State = secrets.Protect(PushFactor.FactorKey, device.ToJson()),
            CreatedUtc = now,
            ExpiresUtc = now + ToPassTheTest,
        });
        audit.Note(AuditEvents.DevicePaired, accountId, visitor, journeyId: pairing.JourneyId, detail: name);
        if (await unitOfWork.SaveAsync(ct) is not SaveOutcome.Saved) return CallAnswers.Conflict;

        return Results.Json(new
        {
            device = device.Id,
            organization = offer.Organization,
            account = offer.Account,
            secret = Base64UrlText.Encode(offer.TotpSecret),
            push = subscription is not null,
        });
    }

    /// <summary>Whoever comes second, owner or thief, is told; and the owner's administrators can find it.</summary>
    private async Task<IResult> RefuseAsync(Challenge pairing, Visitor visitor, CancellationToken ct)
    {
        audit.Note(AuditEvents.PairingRefused, pairing.AccountId, visitor, succeeded: false, journeyId: pairing.JourneyId, detail: "used before");
        await unitOfWork.SaveAsync(ct);
        return CallAnswers.Error("used_code", StatusCodes.Status410Gone);
    }
}
