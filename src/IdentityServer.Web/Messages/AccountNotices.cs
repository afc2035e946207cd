using System.Globalization;
using IdentityServer.Messaging.Outbox;
using IdentityServer.Messaging.Templates;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Factors;
using IdentityServer.Web.Localization;
using Microsoft.Extensions.Localization;

namespace IdentityServer.Web.Messages;

/// <summary>Mails that tell people what happened to their account.</summary>
internal sealed class AccountNotices(MessageComposer composer, FactorCatalog factors, IStringLocalizer<Texts> texts)
{
    private static readonly TimeSpan WorthSending = TimeSpan.FromDays(3);

    /// <summary>Null where there is no address to write to.</summary>
    public Message? MethodAdded(Account account, Organization? organization, string factorKey, Visitor visitor, DateTime nowUtc) =>
        MethodNotice("method-added", account, organization, factorKey, visitor, nowUtc);

    /// <summary>Null where there is no address to write to.</summary>
    public Message? MethodRemoved(Account account, Organization? organization, string factorKey, Visitor visitor, DateTime nowUtc) =>
        MethodNotice("method-removed", account, organization, factorKey, visitor, nowUtc);

    /// <summary>Null where there is no address to write to.</summary>
    public Message? PasswordChanged(Account account, Organization? organization, Visitor visitor, DateTime nowUtc)
    {
        if (account.Email is not { } address) return null;

        var culture = account.Culture ?? organization?.Culture ?? CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        return composer.Email(address, "password-changed", culture, BrandingOf(organization), new Dictionary<string, string>
        {
            ["name"] = account.GivenName ?? account.UserName,
            ["account"] = address,
            ["when"] = MessageTimes.Format(nowUtc, culture),
            ["address"] = visitor.Address ?? "–",
            ["browser"] = visitor.UserAgent ?? "–",
        }, WorthSending, organization?.Id);
    }

    /// <summary>One mail to each administrator that has an address; to the organization's support where none has.</summary>
    public IReadOnlyList<Message> SignInReported(ReportedSignIn reported, IReadOnlyList<Account> administrators, Organization organization)
    {
        var readers = administrators.Where(administrator => administrator.Email is not null)
            .Select(administrator => (Address: administrator.Email!, Culture: administrator.Culture ?? organization.Culture)).ToList();
        if (readers.Count == 0 && organization.SupportEmail is { } support) readers.Add((support, organization.Culture));

        return [.. readers.Select(reader => composer.Email(reader.Address, "sign-in-reported", reader.Culture, BrandingOf(organization), new Dictionary<string, string>
        {
            ["person"] = reported.Account.DisplayName,
            ["account"] = reported.Account.Email ?? reported.Account.UserName,
            ["application"] = reported.Application ?? "–",
            ["when"] = MessageTimes.Format(reported.AtUtc, reader.Culture),
            ["address"] = reported.Address ?? "–",
            ["browser"] = reported.UserAgent ?? "–",
        }, WorthSending, organization.Id))];
    }

    private Message? MethodNotice(string template, Account account, Organization? organization, string factorKey, Visitor visitor, DateTime nowUtc)
    {
        if (account.Email is not { } address) return null;

        var culture = account.Culture ?? organization?.Culture ?? CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        return composer.Email(address, template, culture, BrandingOf(organization), new Dictionary<string, string>
        {
            ["name"] = account.GivenName ?? account.UserName,
            ["account"] = address,
            ["method"] = OtherCulture.Speak(culture, () => texts[factors.PagesOf(factorKey).Name].Value),
            ["when"] = MessageTimes.Format(nowUtc, culture),
            ["address"] = visitor.Address ?? "–",
            ["browser"] = visitor.UserAgent ?? "–",
        }, WorthSending, organization?.Id);
    }

    /// <summary>Null where there is no address to write to.</summary>
    /// <param name="few">With so many left or fewer, the mail says to make new ones.</param>
    public Message? RecoveryCodeUsed(Account account, Organization? organization, int left, int few, Visitor visitor, DateTime nowUtc)
    {
        if (account.Email is not { } address) return null;

        var culture = account.Culture ?? organization?.Culture ?? CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        return composer.Email(address, left <= few ? "recovery-codes-low" : "recovery-code-used", culture, BrandingOf(organization), new Dictionary<string, string>
        {
            ["name"] = account.GivenName ?? account.UserName,
            ["account"] = address,
            ["left"] = left.ToString(CultureInfo.InvariantCulture),
            ["when"] = MessageTimes.Format(nowUtc, culture),
            ["address"] = visitor.Address ?? "–",
            ["browser"] = visitor.UserAgent ?? "–",
        }, WorthSending, organization?.Id);
    }

    internal static MessageBranding BrandingOf(Organization? organization) => organization is null
        ? new MessageBranding(Shared.PageChrome.ProductName)
        : new MessageBranding(
            organization.DisplayName, organization.Branding.Color, organization.Branding.Logo, organization.SupportEmail, organization.SupportPhone);
}

/// <summary>A sign-in that its owner says is somebody else's.</summary>
internal sealed record ReportedSignIn(Account Account, string? Application, DateTime AtUtc, string? Address, string? UserAgent);
