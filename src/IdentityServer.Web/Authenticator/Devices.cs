using IdentityServer.SignIn.Challenges;
using IdentityServer.SignIn.Methods;
using IdentityServer.Web.Factors;
using IdentityServer.Web.Factors.Push;

namespace IdentityServer.Web.Authenticator;

/// <summary>Finds the device that a call is from.</summary>
internal sealed class Devices(IMethodStore methods, IChallengeStore challenges, PairingCodes codes, MethodSecrets secrets, TimeProvider clock)
{
    /// <summary>Null if there is none of that name, or it did not sign the call.</summary>
    public async Task<Device?> FindAsync(SignedCall call, CancellationToken ct)
    {
        // A thumbprint (RFC 7638) is 43 characters; anything else is not looked for.
        if (call.DeviceId.Length != 43) return null;
        return await ReadAsync(call.DeviceId, ct) is { } device && call.IsSignedBy(device.State.Key()) ? device : null;
    }

    private async Task<Device?> ReadAsync(string id, CancellationToken ct)
    {
        if (await methods.FindByLookupKeyAsync(PushFactor.FactorKey, id, ct) is { } method)
            return new Device(id, method.AccountId, method.Label ?? "", PushState.FromJson(secrets.Unprotect(method))) { Method = method };

        if (await challenges.FindAsync(codes.IdOfDevice(id), ct) is not { Purpose: PushPurposes.Device, AccountId: { } accountId } paired
            || !paired.IsOpen(clock.GetUtcNow().UtcDateTime)) return null;

        var known = PairedDevice.FromJson(secrets.Unprotect(PushFactor.FactorKey, paired.State!));
        return new Device(id, accountId, known.Name, known.State) { JourneyId = paired.JourneyId };
    }
}

/// <summary>One account on one device.</summary>
/// <param name="Id">The thumbprint of its key.</param>
internal sealed record Device(string Id, Guid AccountId, string Name, PushState State)
{
    /// <summary>Null while it has not passed the wizard's test.</summary>
    public Method? Method { get; init; }

    /// <summary>The wizard's journey, until then.</summary>
    public Guid? JourneyId { get; init; }
}
