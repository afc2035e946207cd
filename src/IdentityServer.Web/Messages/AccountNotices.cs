using System.Globalization;
using IdentityServer.Messaging.Outbox;
using IdentityServer.Messaging.Templates;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Factors;
using IdentityServer.Web.Localization;
using IdentityServer.Web.SecurityInfo.NotMe;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Messages;

/// <summary>Mails that tell people what happened to their account.</summary>
internal sealed class AccountNotices(MessageComposer composer, FactorCatalog factors, NotMeLinks links, IStringLocalizer<Texts> texts)
{
    private static readonly TimeSpan WorthSending = TimeSpan.FromDays(3);

    /// <summary>Null where there is no address to write to.</summary>
    public Message? MethodAdded(Account account, Organization? organization, string factorKey, Visitor visitor, DateTime nowUtc) =>
        MethodNotice("method-added", account, organization, factorKey, visitor, nowUtc);

    /// <summary>Null where there is no address to write to.</summary>
    public Message? MethodRemoved(Account account, Organization? organization, string factorKey, Visitor visitor, DateTime nowUtc) =>
        MethodNotice("method-removed", account, organization, factorKey, visitor, nowUtc);

    /// <summary>Null where there is no address to write to.</summary>
    public Message? PasswordChanged(Account account, Organization? organization, Visitor visitor, DateTime nowUtc) =>
        Alert("password-changed", account, account.Email, organization, visitor, nowUtc);

    /// <summary>Null where there is no address to write to.</summary>
    public Message? NewDevice(Account account, Organization? organization, Visitor visitor, DateTime nowUtc) =>
        Alert("new-device", account, account.Email, organization, visitor, nowUtc);

    /// <summary>To the address that the account had before, or to the one it has now; null where there is none.</summary>
    /// <param name="target">The new address, masked.</param>
    public Message? EmailChanged(Account account, string? to, string target, Organization? organization, Visitor visitor, DateTime nowUtc) =>
        Alert("email-changed", account, to, organization, visitor, nowUtc, _ => [("target", target)]);

    /// <summary>Null where there is no address to write to.</summary>
    /// <param name="target">The new number, masked.</param>
    public Message? PhoneChanged(Account account, string target, Organization? organization, Visitor visitor, DateTime nowUtc) =>
        Alert("phone-changed", account, account.Email, organization, visitor, nowUtc, _ => [("target", target)]);

    /// <summary>Null where there is no address to write to.</summary>
    /// <param name="left">The organization that the account is no guest of any more.</param>
    public Message? OrganizationLeft(Account account, Organization? organization, Organization left, DateTime returnsUntilUtc, Visitor visitor, DateTime nowUtc) => Alert(
        "organization-left", account, account.Email, organization, visitor, nowUtc,
        culture => [("left", left.DisplayName), ("until", MessageTimes.Format(returnsUntilUtc, culture))]);

    /// <summary>Null where there is no address to write to.</summary>
    /// <param name="host">The organization that the account came back to as a guest.</param>
    public Message? OrganizationReturned(Account account, Organization? organization, Organization host, Visitor visitor, DateTime nowUtc) =>
        Alert("organization-returned", account, account.Email, organization, visitor, nowUtc, _ => [("host", host.DisplayName)]);

    /// <summary>Null where there is no address to write to.</summary>
    /// <param name="host">The organization that the account is still a guest of, and allows nothing.</param>
    public Message? OrganizationConsentWithdrawn(Account account, Organization? organization, Organization host, Visitor visitor, DateTime nowUtc) =>
        Alert("organization-consent-withdrawn", account, account.Email, organization, visitor, nowUtc, _ => [("host", host.DisplayName)]);

    /// <summary>To the administrators: its owner has locked the account.</summary>
    public IReadOnlyList<Message> AccountLocked(ReportedSignIn reported, IReadOnlyList<Account> administrators, Organization organization) =>
        ToAdministrators("account-locked", reported, administrators, organization);

    /// <summary>One mail to each administrator that has an address; to the organization's support where none has.</summary>
    public IReadOnlyList<Message> SignInReported(ReportedSignIn reported, IReadOnlyList<Account> administrators, Organization organization) =>
        ToAdministrators("sign-in-reported", reported, administrators, organization);

    private IReadOnlyList<Message> ToAdministrators(string template, ReportedSignIn reported, IReadOnlyList<Account> administrators, Organization organization)
    {
        var readers = administrators.Where(administrator => administrator.Email is not null)
            .Select(administrator => (Address: administrator.Email!, Culture: administrator.Culture ?? organization.Culture)).ToList();
        if (readers.Count == 0 && organization.SupportEmail is { } support) readers.Add((support, organization.Culture));

        return [.. readers.Select(reader => composer.Email(reader.Address, template, reader.Culture, BrandingOf(organization), new Dictionary<string, string>
        {
            ["person"] = reported.Account.DisplayName,
            ["account"] = reported.Account.Email ?? reported.Account.UserName,
            ["application"] = reported.Application ?? "–",
            ["when"] = MessageTimes.Format(reported.AtUtc, reader.Culture),
            ["address"] = reported.Address ?? "–",
            ["browser"] = reported.UserAgent ?? "–",
        }, WorthSending, organization.Id))];
    }

    private Message? MethodNotice(string template, Account account, Organization? organization, string factorKey, Visitor visitor, DateTime nowUtc) => Alert(
        template, account, account.Email, organization, visitor, nowUtc,
        culture => [("method", OtherCulture.Speak(culture, () => texts[factors.PagesOf(factorKey).Name].Value))]);

    /// <summary>Null where there is no address to write to.</summary>
    /// <param name="few">With so many left or fewer, the mail says to make new ones.</param>
    public Message? RecoveryCodeUsed(Account account, Organization? organization, int left, int few, Visitor visitor, DateTime nowUtc) => Alert(
        left <= few ? "recovery-codes-low" : "recovery-code-used", account, account.Email, organization, visitor, nowUtc,
        _ => [("left", left.ToString(CultureInfo.InvariantCulture))]);

    /// <summary>What was done with the account, when and from where, and a link for whoever did not do it.</summary>
    /// <param name="more">What else the template asks for, in the reader's language.</param>
    private Message? Alert(
        string template, Account account, string? to, Organization? organization, Visitor visitor, DateTime nowUtc, Func<string, (string Name, string Value)[]>? more = null)
    {
        if (to is null) return null;

        var culture = account.Culture ?? organization?.Culture ?? CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        var values = new Dictionary<string, string>
        {
            ["name"] = account.GivenName ?? account.UserName,
            ["account"] = account.Email ?? account.UserName,
            ["when"] = MessageTimes.Format(nowUtc, culture),
            ["address"] = visitor.Address ?? "–",
            ["browser"] = visitor.UserAgent ?? "–",
            ["notMeUrl"] = links.Create(account.Id, nowUtc, visitor),
        };
        foreach (var (name, value) in more?.Invoke(culture) ?? []) values[name] = value;
        return composer.Email(to, template, culture, BrandingOf(organization), values, WorthSending, organization?.Id);
    }

    internal static MessageBranding BrandingOf(Organization? organization) => organization is null
        ? new MessageBranding(Shared.PageChrome.ProductName)
        : new MessageBranding(
            organization.DisplayName, organization.Branding.Color, organization.Branding.Logo, organization.SupportEmail, organization.SupportPhone);
}

/// <summary>A sign-in that its owner says is somebody else's.</summary>
internal sealed record ReportedSignIn(Account Account, string? Application, DateTime AtUtc, string? Address, string? UserAgent);
