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
    public Message? MethodAdded(Account account, Organization? organization, string factorKey, Visitor visitor, DateTime nowUtc)
    {
        if (account.Email is not { } address) return null;

        var culture = account.Culture ?? organization?.Culture ?? CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        return composer.Email(address, "method-added", culture, BrandingOf(organization), new Dictionary<string, string>
        {
            ["name"] = account.GivenName ?? account.UserName,
            ["account"] = address,
            ["method"] = In(culture, () => texts[factors.PagesOf(factorKey).Name]),
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

    /// <summary>The mail speaks the reader's language, which need not be the page's.</summary>
    private static string In(string culture, Func<string> text)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            return text();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
