using System.Globalization;
using IdentityServer.Messaging.Outbox;
using IdentityServer.Messaging.Templates;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Hosting;
using IdentityServer.Web.Messages;

namespace IdentityServer.Web.Factors.SentCodes;

/// <summary>Writes the messages that carry codes, in the account's language.</summary>
internal sealed class SentCodeMessages(MessageComposer composer, ServerSettings settings)
{
    private const string Template = "code";

    public Message Compose(Channel channel, string target, string code, SentCodeRules rules, Account account, Organization? organization)
    {
        var culture = account.Culture ?? organization?.Culture ?? CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        var values = new Dictionary<string, string>
        {
            ["code"] = code,
            ["minutes"] = rules.Lifetime.TotalMinutes.ToString("0", CultureInfo.InvariantCulture),
        };
        var branding = AccountNotices.BrandingOf(organization);
        switch (channel)
        {
            case Channel.Email:
                values["name"] = account.GivenName ?? account.UserName;
                return composer.Email(target, Template, culture, branding, values, rules.Lifetime, organization?.Id);
            case Channel.Sms:
                // The last line binds the code to our pages: a phone offers to fill it in there and nowhere else (Origin-bound one-time codes).
                values["host"] = new Uri(settings.Issuer).Host;
                break;
            case Channel.Voice:
                // Read out one by one, or a voice would say a number of hundreds of thousands.
                values["spoken"] = string.Join(", ", code.AsEnumerable());
                break;
        }

        return composer.Plain(channel, target, Template, culture, branding, values, rules.Lifetime, organization?.Id);
    }
}
