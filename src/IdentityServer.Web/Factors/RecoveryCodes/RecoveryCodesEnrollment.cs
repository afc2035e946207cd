using System.Text.Json;
using IdentityServer.SignIn.Methods;
using IdentityServer.Web.Enrollment;
using IdentityServer.Web.SignIn;

namespace IdentityServer.Web.Factors.RecoveryCodes;

/// <summary>Makes new codes on the current journey, shows them until the person has saved them, and replaces those there were before.</summary>
internal sealed class RecoveryCodesEnrollment(
    CurrentSignIn signIn, RecoveryCodesFactor factor, MethodSecrets secrets, IMethodStore methods, MethodRegistration registration, TimeProvider clock)
{
    /// <summary>The new codes; made at the first look and the same from then on, whatever page is reloaded.</summary>
    public async Task<IReadOnlyList<string>> BeginAsync(CancellationToken ct)
    {
        if (Pending() is null)
        {
            var codes = Enumerable.Range(0, RecoveryCodesFactor.Count).Select(_ => RecoveryCode.Create()).ToList();
            signIn.Change(journey => journey with
            {
                Pending = new Dictionary<string, string>(journey.Pending) { [factor.Key] = secrets.Protect(factor.Key, JsonSerializer.Serialize(codes)) },
            });

            // Two tabs may make them at the same time; the first ones saved are those that hold.
            if (!await signIn.SaveAsync(ct)) await signIn.ReloadAsync(ct);
        }

        return Pending()!;
    }

    /// <summary>The person has saved the codes: they are good from now on. False where none were shown.</summary>
    public async Task<bool> ConfirmAsync(CancellationToken ct)
    {
        if (Pending() is not { } codes) return false;

        var now = clock.GetUtcNow().UtcDateTime;
        var account = signIn.Person!.Account.Id;
        foreach (var before in signIn.Person.Methods.Where(method => method.FactorKey == factor.Key)) methods.Remove(account, before.Id);

        var id = Guid.CreateVersion7(now);
        registration.Add(factor, new Method { Id = id, AccountId = account, FactorKey = factor.Key, State = factor.StateFor(id, codes), CreatedUtc = now }, now);
        return true;
    }

    private List<string>? Pending() => signIn.State.Pending.TryGetValue(factor.Key, out var state)
        ? JsonSerializer.Deserialize<List<string>>(secrets.Unprotect(factor.Key, state))
        : null;
}
