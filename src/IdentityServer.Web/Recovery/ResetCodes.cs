using IdentityServer.Messaging.Outbox;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Factors;
using IdentityServer.Web.Factors.Email;
using IdentityServer.Web.Factors.SentCodes;
using IdentityServer.Web.SignIn;

namespace IdentityServer.Web.Recovery;

/// <summary>
/// Sends the codes of a reset to somebody of whom nothing is known yet. Where there is nobody to send to, all is done that would be done
/// otherwise, down to a message that goes nowhere: neither page nor clock tells who has an account.
/// </summary>
internal sealed class ResetCodes(
    CurrentSignIn signIn, SentCodeSending sending, SentCodeMessages messages, EmailFactor email, ResetLimits limits, JourneyAudit audit)
{
    // RFC 2606: no mail ever reaches it. Nor does a call the number, for what it carries has expired before it is sent.
    private const string NobodysMailbox = "nobody@account.invalid", NobodysPhone = "+15555550100";

    public static bool IsSent(IFactor factor) => factor is SentCodeFactor or MailboxFactor;

    /// <summary>Code, message and audit entry join the unit of work. False: too many were asked for.</summary>
    public async Task<bool> SendAsync(IFactor factor, CancellationToken ct)
    {
        if (!await limits.MaySendAsync(signIn.Journey, ct)) return false;

        var carrier = factor as SentCodeFactor ?? email;
        var address = AddressOf(factor, carrier);
        var outcome = await sending.SendAsync(OrderOf(factor.Key, carrier, address), ct);
        var isSent = address is not null && outcome is SendOutcome.Queued;
        audit.Note(
            signIn.Journey, signIn.Visitor, isSent ? AuditEvents.CodeSent : AuditEvents.CodeNotSent, isSent, factor.Key,
            detail: address is null ? "reset: nothing to send to" : "reset: " + carrier.Mask(address));
        return true;
    }

    public async Task<int> WaitAsync(IFactor factor, CancellationToken ct)
    {
        var carrier = factor as SentCodeFactor ?? email;
        return await sending.WaitAsync(OrderOf(factor.Key, carrier, AddressOf(factor, carrier)), ct) is { } wait ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : 0;
    }

    private string? AddressOf(IFactor factor, SentCodeFactor carrier)
    {
        if (factor is MailboxFactor) return signIn.Person?.Account is { EmailVerified: true, Email: { } mailbox } ? mailbox : null;

        // Whether the account's organization accepts the method is looked at with the proof, when it may take its time.
        var address = signIn.Person?.Methods.FirstOrDefault(method => method.FactorKey == factor.Key) is { } method
            ? carrier.AddressOf(method)
            : null;
        return address is not null && carrier.MaySendTo(address, signIn.Organization) ? address : null;
    }

    private SentCodeOrder OrderOf(string purpose, SentCodeFactor carrier, string? address)
    {
        var who = ResetLimits.WhoIs(signIn.Journey);
        var account = signIn.Person?.Account ?? new Account { Id = who, UserName = signIn.State.Identifier ?? "", CreatedUtc = default, UpdatedUtc = default };
        var to = address ?? (carrier.Channel == Channel.Email ? NobodysMailbox : NobodysPhone);
        return new SentCodeOrder
        {
            Purpose = purpose,
            JourneyId = signIn.Journey.Id,
            AccountId = signIn.Journey.AccountId,
            Target = purpose == carrier.Key ? to : MailboxFactor.TargetOf(signIn.Journey.AccountId),
            Channel = carrier.Channel,
            Rules = carrier.Rules,
            // Counted apart, so that names of nobody use up nobody's messages.
            Quotas = [.. carrier.QuotasOf(to, who).Select(quota => address is null ? quota with { Key = $"nobody:{who:N}:{quota.Key}" } : quota)],
            Compose = code => Compose(carrier, to, code, account, address is not null),
        };
    }

    private Message Compose(SentCodeFactor carrier, string to, string code, Account account, bool isReal)
    {
        var message = messages.Compose(carrier.Channel, to, code, carrier.Rules, account, signIn.Organization);
        return isReal ? message : message with { ExpiresUtc = message.CreatedUtc };
    }
}
