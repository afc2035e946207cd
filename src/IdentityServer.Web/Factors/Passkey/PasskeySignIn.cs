using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Factors;
using IdentityServer.Web.Factors.Passkey.Ceremonies;
using IdentityServer.Web.SignIn;

namespace IdentityServer.Web.Factors.Passkey;

/// <summary>Signs in with a passkey alone: it also says who is there.</summary>
internal sealed class PasskeySignIn(CurrentSignIn signIn, PasskeyFactor factor, PasskeyAccounts passkeys, IAccountStore accounts)
{
    public async Task<PasskeyOutcome> ProveAsync(PasskeyResponse response, CancellationToken ct)
    {
        var method = await passkeys.FindAsync(response.Credential.Id, ct);
        var account = method is null ? null : await accounts.FindAsync(method.AccountId, ct);

        // A key that nobody has, one of a locked account, and one of somebody else than the person who was named: all the same.
        if (method is null || account is not { State: AccountState.Active } || !IsNamed(account.Id))
        {
            await signIn.ProveAsync(factor, null, response.ToText(), ct);
            return new PasskeyOutcome.Unknown(IsSomebodyNamed: signIn.State.Identifier is not null);
        }

        if (signIn.Journey.AccountId != account.Id) await signIn.IdentifyAsync(PasskeyAccounts.NameOf(account), account.Id, ct);
        return await signIn.ProveAsync(factor, method, response.ToText(), ct) is FactorOutcome.Refused refused
            ? new PasskeyOutcome.Refused(refused.Hint)
            : new PasskeyOutcome.Proven();
    }

    private bool IsNamed(Guid accountId) => signIn.State.Identifier is null || signIn.Journey.AccountId == accountId;
}

/// <summary>What became of a sign-in with a passkey.</summary>
internal abstract record PasskeyOutcome
{
    private PasskeyOutcome()
    {
    }

    public sealed record Proven : PasskeyOutcome;

    /// <summary>Nobody's, or not the named person's.</summary>
    public sealed record Unknown(bool IsSomebodyNamed) : PasskeyOutcome;

    public sealed record Refused(RejectionHint Hint) : PasskeyOutcome;
}
