using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Factors.Passkey.Attestation;
using IdentityServer.Web.Factors.Passkey.Ceremonies;

namespace IdentityServer.Web.Factors.Passkey;

/// <summary>Checks one assertion: its ceremony, its signature, the organization's rules, and whether the key was copied.</summary>
internal sealed class PasskeyVerification(
    CeremonyStore ceremonies, PasskeyAccounts accounts, WebAuthnHandler handler, IOrganizationStore organizations, MethodSecrets secrets, PasskeyAudit audit)
{
    private static readonly string[] Purposes = [CeremonyPurposes.First, CeremonyPurposes.Second];

    public async Task<Verification> VerifyAsync(ProofAttempt attempt, CancellationToken ct)
    {
        if (PasskeyResponse.FromText(attempt.Response) is not { } response) return new Verification.Rejected();
        if (await ceremonies.TakeAsync(response.Ceremony, Purposes, attempt.JourneyId, attempt.AccountId, ct) is not { } ceremony) return new Verification.Rejected();
        if (attempt.Method is not { } method) return new Verification.Rejected();

        var state = accounts.StateOf(method);
        if (!state.CredentialId.AsSpan().SequenceEqual(response.Credential.Id)) return new Verification.Rejected();
        if (await SignedDataAsync(method, response.Credential, ceremony, ct) is not { } data) return new Verification.Rejected();

        var organization = attempt.OrganizationId is { } id ? await organizations.FindAsync(id, ct) : null;
        var policy = organization?.Policy ?? new Policy();
        if (!policy.AllowedMethods.Contains(PasskeyFactor.FactorKey) || !policy.Passkeys.Accepts(state.Aaguid))
        {
            await audit.RefusedAsync(attempt, $"The organization does not accept the model {state.Aaguid:D}.", ct);
            return new Verification.Rejected(RejectionHint.NotAccepted);
        }

        if (IsBehind(data.SignCount, method.Counter)) await audit.RegressedAsync(attempt, method.Counter, data.SignCount, ct);
        return Accept(method, state, data);
    }

    /// <summary>Null if the handler refuses: another challenge, origin or domain, a wrong signature, nobody verified where that was asked for.</summary>
    private async Task<AuthenticatorData?> SignedDataAsync(Method method, CredentialJson credential, Ceremony ceremony, CancellationToken ct)
    {
        var account = accounts.AccountOf(method.AccountId, "", [method]);
        var rules = new WebAuthnRules { UserVerification = ceremony.UserVerification };
        var result = await handler.FinishSignInAsync(accounts.StoreOf(account), credential.ToJson(), ceremony.HandlerState, rules);
        ct.ThrowIfCancellationRequested();
        if (result.Succeeded) return AuthenticatorData.Parse(credential.AuthenticatorData!);

        audit.Explain(result.Failure);
        return null;
    }

    /// <summary>
    /// WebAuthn §7.2 step 22: a counter that does not rise tells of a copy; the pipeline refuses it. Many authenticators, all that sync among
    /// them, never count; there the ceremony, which is used up, is what keeps an assertion from being sent twice.
    /// </summary>
    private Verification.Accepted Accept(Method method, PasskeyState state, AuthenticatorData data)
    {
        var userVerified = data.Flags.HasFlag(AuthenticatorFlags.UserVerified);
        var counts = data.SignCount > 0 || method.Counter > 0;
        var after = state with
        {
            BackedUp = data.Flags.HasFlag(AuthenticatorFlags.BackedUp), VerifiesUser = state.VerifiesUser || userVerified,
        };
        return new Verification.Accepted(
            counts ? data.SignCount : null,
            // Without a counter only the state notes that the key was used.
            !counts || after != state ? secrets.Protect(PasskeyFactor.FactorKey, after.ToJson()) : null,
            PasskeyFactor.EvidenceOf(state, userVerified));
    }

    private static bool IsBehind(long sent, long kept) => (sent > 0 || kept > 0) && sent <= kept;
}
