using System.Globalization;
using IdentityServer.Messaging.Outbox;
using IdentityServer.Messaging.Templates;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Invitations;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Factors.SentCodes;
using IdentityServer.Web.Hosting;
using IdentityServer.Web.Messages;
using IdentityServer.Web.SignIn;

namespace IdentityServer.Web.Factors.GuestCode;

/// <summary>
/// Sends the codes that guests sign in with. Whoever has a password gets a mail that says so; where there is nobody, all is done that would
/// be done otherwise, down to a message that goes nowhere: neither page nor clock tells who is a guest.
/// </summary>
internal sealed class GuestCodes(
    CurrentSignIn signIn, GuestCodeFactor factor, SentCodeSending sending, IInvitationStore invitations, IOrganizationStore organizations, MessageComposer composer,
    ServerSettings settings, MessageOptions options, JourneyAudit audit, TimeProvider clock)
{
    // RFC 2606: no mail ever reaches it.
    private const string NobodysMailbox = "nobody@account.invalid";

    private static readonly TimeSpan WorthSending = TimeSpan.FromHours(1);

    /// <summary>The address that was typed; null where something else was.</summary>
    public string? Address => signIn.State.Identifier is { } typed && AccountIdentifier.Parse(typed) is { Kind: AccountIdentifierKind.Email } ? typed : null;

    /// <summary>Code, mail and audit entry join the unit of work; the caller saves, whatever the outcome.</summary>
    public async Task<SendOutcome> SendAsync(string address, CancellationToken ct)
    {
        var reader = await ReaderOfAsync(address, ct);
        var organization = await OrganizationAsync(ct);
        var outcome = await sending.SendAsync(OrderOf(address, code => Compose(address, code, reader, organization)), ct);
        var isSent = reader is Reader.Guest && outcome is SendOutcome.Queued;
        audit.Note(
            signIn.Journey, signIn.Visitor, isSent ? AuditEvents.CodeSent : AuditEvents.CodeNotSent, isSent, factor.Key,
            detail: outcome is SendOutcome.Queued ? reader.ToString() : outcome.GetType().Name);
        return outcome;
    }

    public Task<bool> IsOutAsync(CancellationToken ct) => sending.IsOutAsync(factor.Key, signIn.Journey.Id, null, ct);

    /// <summary>Seconds until another code may be asked for; 0: now.</summary>
    public async Task<int> WaitAsync(string address, CancellationToken ct) =>
        await sending.WaitAsync(OrderOf(address, _ => throw new InvalidOperationException("Nothing is sent by looking.")), ct) is { } wait
            ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))
            : 0;

    private async Task<Reader> ReaderOfAsync(string address, CancellationToken ct)
    {
        // Asked for in any case, for the clock's sake.
        var isInvited = await invitations.FindGoodAsync(address, clock.GetUtcNow().UtcDateTime, ct) is not null;
        return signIn.Person switch
        {
            null => signIn.Journey.AccountId is null && isInvited ? Reader.Guest : Reader.Nobody,
            { } person when IdentityServer.SignIn.Guests.GuestCode.MayOpen(person, Password.PasswordFactor.FactorKey) => Reader.Guest,
            { Account.State: AccountState.Active } person when person.Methods.Any(method => method.FactorKey == Password.PasswordFactor.FactorKey) => Reader.HasPassword,
            _ => Reader.Nobody,
        };
    }

    /// <summary>Whose mail it is: the application's organization, or the one that the person is asked to join.</summary>
    private async ValueTask<Organization?> OrganizationAsync(CancellationToken ct) =>
        signIn.State.Demands.OwnerId is { } owner ? await organizations.FindAsync(owner, ct) : null;

    private SentCodeOrder OrderOf(string address, Func<string, Message> compose)
    {
        var mailbox = GuestCodeFactor.TargetOf(address);
        return new SentCodeOrder
        {
            Purpose = factor.Key,
            JourneyId = signIn.Journey.Id,
            Target = mailbox,
            Channel = Channel.Email,
            Rules = GuestCodeFactor.Rules,
            Quotas = [SendQuota.Hourly($"guest:{mailbox}", 5), SendQuota.Daily($"guest:{mailbox}", 20)],
            Compose = compose,
        };
    }

    // Both are written, so that the clock doesn't tell which one is sent.
    private Message Compose(string address, string code, Reader reader, Organization? organization)
    {
        var culture = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        var branding = AccountNotices.BrandingOf(organization) with { OrganizationName = organization?.DisplayName ?? options.ProductName };
        var to = reader is Reader.Nobody ? NobodysMailbox : address;
        var withCode = composer.Email(to, "guest-code", culture, branding, new Dictionary<string, string>
        {
            ["code"] = code,
            ["minutes"] = GuestCodeFactor.Rules.Lifetime.TotalMinutes.ToString("0", CultureInfo.InvariantCulture),
        }, GuestCodeFactor.Rules.Lifetime, organization?.Id);
        var withPassword = composer.Email(to, "sign-in-with-password", culture, branding, new Dictionary<string, string>
        {
            ["account"] = address,
            ["resetUrl"] = settings.Issuer.TrimEnd('/') + "/reset",
        }, WorthSending, organization?.Id);
        return reader switch
        {
            Reader.HasPassword => withPassword,
            Reader.Guest => withCode,
            _ => withCode with { ExpiresUtc = withCode.CreatedUtc },
        };
    }

    /// <summary>Who reads the mailbox, as far as we know. Written to the audit log.</summary>
    private enum Reader
    {
        Nobody,
        HasPassword,
        Guest,
    }
}
