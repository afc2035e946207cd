using System.Text.Json;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Methods;
using IdentityServer.Web.Enrollment;
using IdentityServer.Web.Factors.SentCodes;
using IdentityServer.Web.SignIn;

namespace IdentityServer.Web.Factors.Phone;

/// <summary>Sets up a phone on the current journey: its number is kept with the journey until a code has come back from it.</summary>
internal sealed class PhoneEnrollment(
    CurrentSignIn signIn, FactorCatalog factors, JourneyCodes codes, MethodRegistration registration, IAccountStore accounts, MethodSecrets secrets, TimeProvider clock)
{
    private const string Purpose = "phone:enroll", PendingKey = "phone";

    /// <summary>The ways to send a code that the server has and the organization accepts.</summary>
    public IReadOnlyList<PhoneFactor> Ways =>
        [.. factors.All.OfType<PhoneFactor>().Where(factor => signIn.Organization?.Policy.AllowedMethods.Contains(factor.Key) ?? true)];

    /// <summary>The number that a code was sent to, and how; null before that.</summary>
    public PendingPhone? Pending =>
        signIn.State.Pending.TryGetValue(PendingKey, out var sealedState) && JsonSerializer.Deserialize<PendingPhone>(secrets.Unprotect(PendingKey, sealedState)) is { } pending
        && WayOf(pending.FactorKey) is not null
            ? pending
            : null;

    public PhoneFactor? WayOf(string? factorKey) => Ways.FirstOrDefault(way => way.Key == factorKey);

    public Task<int> WaitAsync(PendingPhone pending, CancellationToken ct) => codes.WaitAsync(WayOf(pending.FactorKey)!, Purpose, pending.Number, ct);

    public async Task<SendOutcome> SendAsync(PhoneFactor way, string number, CancellationToken ct)
    {
        var outcome = await codes.SendAsync(way, Purpose, number, ct);
        if (outcome is SendOutcome.Queued) signIn.Change(state => state with { Pending = new Dictionary<string, string>(state.Pending) { [PendingKey] = Seal(way, number) } });

        // Another tab has moved on: nothing was sent, and what it left is shown.
        if (!await signIn.SaveAsync(ct)) await signIn.ReloadAsync(ct);
        return outcome;
    }

    /// <summary>Checks the code; a right one registers the phone for every way that is accepted. Null: it was right.</summary>
    public async Task<RejectionHint?> ConfirmAsync(string code, CancellationToken ct)
    {
        if (Pending is not { } pending) return RejectionHint.Expired;

        var way = WayOf(pending.FactorKey)!;
        if (await codes.ConfirmAsync(way, Purpose, pending.Number, code, ct) is { } refusal) return refusal;

        var now = clock.GetUtcNow().UtcDateTime;
        var registered = signIn.Person!.Methods.Where(method => !signIn.State.Replaces.Contains(method.Id)).Select(method => method.FactorKey).ToList();
        var ways = Ways.Where(other => !registered.Contains(other.Key)).OrderByDescending(other => other == way).ToList();
        if (ways.Count == 0) return null;

        var methods = ways.Select(other => MethodOf(other, pending.Number, now)).ToList();
        registration.Add(ways[0], methods[0], now, methods[1..]);
        signIn.Change(state => state with { Pending = state.Pending.Where(entry => entry.Key != PendingKey).ToDictionary() });
        await NotePhoneAsync(pending.Number, now, ct);
        return null;
    }

    private string Seal(PhoneFactor way, string number) => secrets.Protect(PendingKey, JsonSerializer.Serialize(new PendingPhone(number, way.Key)));

    private Method MethodOf(PhoneFactor way, string number, DateTime now) => new()
    {
        Id = Guid.CreateVersion7(now),
        AccountId = signIn.Person!.Account.Id,
        FactorKey = way.Key,
        State = way.Seal(number),
        CreatedUtc = now,
        LastUsedUtc = now,
    };

    /// <summary>An account without a phone gets this one as its name too, unless somebody else signs in with it.</summary>
    private async Task NotePhoneAsync(string number, DateTime now, CancellationToken ct)
    {
        var account = signIn.Person!.Account;
        if (account.Phone == number && !account.PhoneVerified) accounts.Update(account with { PhoneVerified = true, UpdatedUtc = now });
        if (account.Phone is not null || await accounts.FindAsync(new AccountIdentifier(AccountIdentifierKind.Phone, number), ct) is not null) return;

        accounts.Update(account with { Phone = number, PhoneVerified = true, UpdatedUtc = now });
    }
}

/// <summary>A phone that is being set up.</summary>
internal sealed record PendingPhone(string Number, string FactorKey)
{
    /// <summary>Prints no number.</summary>
    public override string ToString() => nameof(PendingPhone);
}
