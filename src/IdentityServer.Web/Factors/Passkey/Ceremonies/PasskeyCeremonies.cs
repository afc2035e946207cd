using System.Text.Json.Nodes;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Organizations;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace IdentityServer.Web.Factors.Passkey.Ceremonies;

/// <summary>A ceremony for the browser to go on with.</summary>
/// <param name="Options">For <c>navigator.credentials</c>.</param>
internal sealed record CeremonyStart(Guid Id, string Options)
{
    /// <summary>As the script reads it.</summary>
    public string ToJson() => new JsonObject { ["ceremony"] = Id.ToString("N"), ["options"] = JsonNode.Parse(Options) }.ToJsonString();
}

/// <summary>A new key's statement.</summary>
internal sealed record NewStatement(byte[] Object, byte[] ClientDataHash);

/// <summary>Begins and ends ceremonies.</summary>
internal sealed class PasskeyCeremonies(WebAuthnHandler handler, CeremonyStore store, PasskeyAccounts accounts, IOptions<PasskeyOptions> options)
{
    /// <summary>The browser gives up first; then its answer still has to arrive.</summary>
    private static readonly TimeSpan Travel = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Any passkey of the device, so that nothing is told about the account that was named: one that does not exist is answered alike.
    /// As the only proof it has to be two kinds of evidence.
    /// </summary>
    /// <param name="lifetime">Of a request that waits in the field for names; null: as long as the browser shows its dialog.</param>
    public async Task<CeremonyStart?> BeginFirstAsync(Guid journeyId, TimeSpan? lifetime, CancellationToken ct)
    {
        var rules = new WebAuthnRules { UserVerification = PasskeyRules.Required };
        var (text, state) = await handler.BeginSignInAsync(accounts.StoreOf(null), null, rules);
        return await OpenAsync(CeremonyPurposes.First, journeyId, null, text, new Ceremony(state, rules.UserVerification), lifetime, ct);
    }

    /// <param name="passkeys">Those that will do.</param>
    /// <param name="userVerification">required, preferred or discouraged.</param>
    public async Task<CeremonyStart?> BeginSecondAsync(Guid journeyId, Account account, IEnumerable<Method> passkeys, string userVerification, CancellationToken ct)
    {
        var known = accounts.AccountOf(account.Id, PasskeyAccounts.NameOf(account), passkeys);
        var rules = new WebAuthnRules { UserVerification = userVerification };
        var (text, state) = await handler.BeginSignInAsync(accounts.StoreOf(known), known, rules);
        return await OpenAsync(CeremonyPurposes.Second, journeyId, account.Id, text, new Ceremony(state, userVerification), null, ct);
    }

    /// <param name="registered">What the account has: an authenticator that holds one of them refuses to make another.</param>
    public async Task<CeremonyStart?> BeginEnrollmentAsync(
        Guid journeyId, Account account, IEnumerable<Method> registered, PasskeyPolicy policy, string relyingPartyName, CancellationToken ct)
    {
        var known = accounts.AccountOf(account.Id, PasskeyAccounts.NameOf(account), registered);
        var user = new PasskeyUserEntity { Id = known.Handle, Name = known.Name, DisplayName = account.DisplayName };
        var rules = new WebAuthnRules { UserVerification = policy.UserVerification.ToWebAuthn(), Attestation = PasskeyRules.ConveyanceOf(policy) };
        var (text, state) = await handler.BeginRegistrationAsync(accounts.StoreOf(known), user, relyingPartyName, rules);
        return await OpenAsync(CeremonyPurposes.Enroll, journeyId, account.Id, text, new Ceremony(state, rules.UserVerification), null, ct);
    }

    /// <summary>The new key, or why there is none.</summary>
    /// <param name="verify">Says whether the authenticator's statement is right.</param>
    public async Task<(UserPasskeyInfo? Passkey, string? Problem)> FinishEnrollmentAsync(
        Guid journeyId, Account account, IEnumerable<Method> registered, PasskeyResponse response, Func<NewStatement, Attestation.AttestationResult> verify, CancellationToken ct)
    {
        if (await store.TakeAsync(response.Ceremony, [CeremonyPurposes.Enroll], journeyId, account.Id, ct) is not { } ceremony)
            return (null, "The ceremony is over.");

        var known = accounts.AccountOf(account.Id, PasskeyAccounts.NameOf(account), registered);
        var rules = new WebAuthnRules
        {
            UserVerification = ceremony.UserVerification,
            VerifyAttestation = context =>
                verify(new NewStatement(context.AttestationObject.ToArray(), context.ClientDataHash.ToArray())) is Attestation.AttestationResult.Verified,
        };
        var result = await handler.FinishRegistrationAsync(accounts.StoreOf(known), response.Credential.ToJson(), ceremony.HandlerState, rules);
        return result.Succeeded ? (result.Passkey, null) : (null, result.Failure.Message);
    }

    private async Task<CeremonyStart?> OpenAsync(
        string purpose, Guid journeyId, Guid? accountId, string text, Ceremony ceremony, TimeSpan? lifetime, CancellationToken ct) =>
        await store.OpenAsync(purpose, journeyId, accountId, ceremony, lifetime ?? options.Value.Timeout + Travel, ct) is { } id ? new CeremonyStart(id, text) : null;
}
