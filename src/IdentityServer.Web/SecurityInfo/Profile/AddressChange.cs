using System.Text.Json;
using IdentityServer.Messaging.Outbox;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Secrets;
using IdentityServer.Web.Factors.Email;
using IdentityServer.Web.Factors.SentCodes;
using IdentityServer.Web.Messages;

namespace IdentityServer.Web.SecurityInfo.Profile;

/// <summary>
/// A new e-mail address or phone number for the current account, once a code has come back from it. Whether it belongs to somebody else is
/// only told to whoever has shown that they read what is sent there.
/// </summary>
internal sealed class AddressChange(
    CurrentAccount current, IAccountStore accounts, IMethodStore methods, EmailFactor email, SentCodeSending sending, NewAddressCodes checks, SentCodeMessages messages,
    ISecretProtector protector, IOutbox outbox, AccountNotices notices, AccountAudit audit, IUnitOfWork unitOfWork, TimeProvider clock)
{
    private const string Purpose = "profile:address";

    private const int MostTries = 3;

    /// <summary>Names what is being changed in the address of the page that asks for the code.</summary>
    public string Seal(PendingAddress pending) => protector.Protect(Purpose, JsonSerializer.Serialize(pending));

    /// <summary>Null if it is not this account's.</summary>
    public PendingAddress? Open(string? token) =>
        token is { Length: > 0 and <= 2000 } && protector.Unprotect(Purpose, token) is { } json
        && JsonSerializer.Deserialize<PendingAddress>(json) is { } pending && pending.AccountId == current.Account.Id
            ? pending
            : null;

    public async Task<SendOutcome> SendAsync(SentCodeFactor factor, string target, CancellationToken ct)
    {
        var outcome = factor.MaySendTo(target, current.Organization) ? await sending.SendAsync(OrderOf(factor, target), ct) : new SendOutcome.CountryRefused();
        audit.Note(outcome is SendOutcome.Queued ? AuditEvents.CodeSent : AuditEvents.CodeNotSent, factor.Key, detail: factor.Mask(target));
        await unitOfWork.SaveAsync(ct);
        return outcome;
    }

    /// <summary>Seconds until another code may be asked for.</summary>
    public async Task<int> WaitAsync(SentCodeFactor factor, string target, CancellationToken ct) =>
        await sending.WaitAsync(OrderOf(factor, target), ct) is { } wait ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : 0;

    /// <summary>Checks the code that came back; null: it was right.</summary>
    public async Task<RejectionHint?> ConfirmAsync(SentCodeFactor factor, string target, string code, CancellationToken ct)
    {
        if (await checks.CheckAsync(PurposeOf(factor), current.Session.Id, current.Account.Id, target, code, ct) is not Verification.Rejected rejected) return null;

        audit.Note(AuditEvents.Of(rejected.Hint), factor.Key, detail: $"{Purpose}: {rejected.Hint}", succeeded: false);
        await unitOfWork.SaveAsync(ct);
        return rejected.Hint;
    }

    /// <summary>The new address takes the place of the old one, which is told; codes go to the new one too.</summary>
    public Task<SaveOutcome> SetEmailAsync(string address, CancellationToken ct) => SaveAsync(account =>
    {
        var now = clock.GetUtcNow().UtcDateTime;
        accounts.Update(account with { Email = address, EmailVerified = true, UpdatedUtc = now });
        foreach (var method in current.Person.Methods.Where(method => method.FactorKey == email.Key)) methods.Update(method with { State = email.Seal(address) });
        audit.Note(AuditEvents.EmailChanged, detail: $"{email.Mask(account.Email ?? "")} to {email.Mask(address)}");
        foreach (var to in new[] { account.Email, address })
        {
            if (notices.EmailChanged(account, to, email.Mask(address), current.Organization, current.Visitor, now) is { } notice) outbox.Add(notice);
        }
    }, ct);

    public Task<SaveOutcome> SetPhoneAsync(SentCodeFactor factor, string number, CancellationToken ct) => SaveAsync(account =>
    {
        var now = clock.GetUtcNow().UtcDateTime;
        accounts.Update(account with { Phone = number, PhoneVerified = true, UpdatedUtc = now });
        audit.Note(AuditEvents.PhoneChanged, detail: factor.Mask(number));
        if (notices.PhoneChanged(account, factor.Mask(number), current.Organization, current.Visitor, now) is { } notice) outbox.Add(notice);
    }, ct);

    /// <summary>The code is used up: a request that has changed the account meanwhile doesn't cost the person another one.</summary>
    private async Task<SaveOutcome> SaveAsync(Action<Account> change, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await accounts.FindAsync(current.Account.Id, ct) is not { State: AccountState.Active } account) return new SaveOutcome.Conflict();

            change(account);
            var outcome = await unitOfWork.SaveAsync(ct);
            if (outcome is not SaveOutcome.Conflict || attempt == MostTries) return outcome;
        }
    }

    private static string PurposeOf(SentCodeFactor factor) => $"profile:{factor.Key}";

    // The session stands in for the journey: the code is good in the browser that asked for it.
    private SentCodeOrder OrderOf(SentCodeFactor factor, string target) => new()
    {
        Purpose = PurposeOf(factor),
        JourneyId = current.Session.Id,
        AccountId = current.Account.Id,
        Target = target,
        Channel = factor.Channel,
        Rules = factor.Rules,
        Quotas = factor.QuotasOf(target, current.Account.Id),
        Compose = code => messages.Compose(factor.Channel, target, code, factor.Rules, current.Account, current.Organization),
    };
}

/// <summary>What a code was sent to.</summary>
internal sealed record PendingAddress(Guid AccountId, string FactorKey, string Target)
{
    /// <summary>Prints no address.</summary>
    public override string ToString() => nameof(PendingAddress);
}
