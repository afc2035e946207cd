using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Factors;
using IdentityServer.Web.SignIn;

namespace IdentityServer.Web.Factors.SentCodes;

/// <summary>Codes of the journey at hand: sent to its account, counted, written down.</summary>
internal sealed class JourneyCodes(
    CurrentSignIn signIn, SentCodeSending sending, NewAddressCodes checks, SentCodeMessages messages, JourneyAudit audit)
{
    /// <summary>Code, message and audit entry join the unit of work; the caller saves, whatever the outcome.</summary>
    public async Task<SendOutcome> SendAsync(SentCodeFactor factor, string purpose, string address, CancellationToken ct)
    {
        var outcome = factor.MaySendTo(address, signIn.Organization)
            ? await sending.SendAsync(OrderOf(factor, purpose, address), ct)
            : new SendOutcome.CountryRefused();
        var isSent = outcome is SendOutcome.Queued;
        audit.Note(
            signIn.Journey, signIn.Visitor, isSent ? AuditEvents.CodeSent : AuditEvents.CodeNotSent, isSent, factor.Key,
            detail: isSent ? factor.Mask(address) : $"{outcome.GetType().Name}: {factor.Mask(address)}");
        return outcome;
    }

    /// <summary>Seconds until another code may be asked for; 0: now.</summary>
    public async Task<int> WaitAsync(SentCodeFactor factor, string purpose, string address, CancellationToken ct) =>
        await sending.WaitAsync(OrderOf(factor, purpose, address), ct) is { } wait ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : 0;

    public Task<bool> IsOutAsync(string purpose, CancellationToken ct) => sending.IsOutAsync(purpose, signIn.Journey.Id, signIn.Journey.AccountId, ct);

    /// <summary>Checks a code of an enrolment, which no method stands behind yet. A refusal is written down at once.</summary>
    public async Task<RejectionHint?> ConfirmAsync(SentCodeFactor factor, string purpose, string address, string code, CancellationToken ct)
    {
        if (await checks.CheckAsync(purpose, signIn.Journey.Id, signIn.Journey.AccountId, address, code, ct) is not Verification.Rejected rejected) return null;

        audit.Note(signIn.Journey, signIn.Visitor, AuditEvents.Of(rejected.Hint), false, factor.Key, detail: $"{purpose}: {rejected.Hint}");
        await signIn.SaveAsync(ct);
        return rejected.Hint;
    }

    private SentCodeOrder OrderOf(SentCodeFactor factor, string purpose, string address)
    {
        var account = signIn.Person!.Account;
        return new SentCodeOrder
        {
            Purpose = purpose,
            JourneyId = signIn.Journey.Id,
            AccountId = account.Id,
            Target = address,
            Channel = factor.Channel,
            Rules = factor.Rules,
            Quotas = factor.QuotasOf(address, account.Id),
            Compose = code => messages.Compose(factor.Channel, address, code, factor.Rules, account, signIn.Organization),
        };
    }
}
