using IdentityServer.Messaging.Outbox;
using IdentityServer.Messaging.Templates;
using IdentityServer.Protocol.Clients;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Invitations;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Hosting;
using IdentityServer.Web.Messages;

namespace IdentityServer.Web.Guests;

/// <summary>Writes invitations, in the language of whoever is invited, with a way to the other one.</summary>
internal sealed class InvitationMails(InvitationLinks links, MessageComposer composer, IAccountStore accounts, IClientStore clients, ServerSettings settings)
{
    public const string Template = "invitation", Reminder = "invitation-reminder";

    public async Task<Message> ComposeAsync(Invitation invitation, Organization organization, string template, string? culture, CancellationToken ct)
    {
        var language = culture ?? invitation.Culture ?? organization.Culture;
        var inviter = invitation.InvitedBy is { } by ? await accounts.FindAsync(by, ct) : null;
        var client = invitation.ClientId is { } clientId ? await clients.FindAsync(clientId, ct) : null;
        return composer.Email(invitation.Email, template, language, AccountNotices.BrandingOf(organization), new Dictionary<string, string>
        {
            ["name"] = invitation.DisplayName ?? "",
            ["inviter"] = inviter?.DisplayName ?? "",
            ["application"] = client?.ClientName ?? "",
            ["domain"] = organization.Domains is [var domain, ..] ? domain : new Uri(settings.Issuer).Host,
            ["personalMessage"] = invitation.Message ?? "",
            ["until"] = MessageTimes.Format(invitation.ExpiresUtc, language),
            ["acceptUrl"] = links.Create(invitation),
            ["otherLanguageUrl"] = links.CreateMail(invitation, MessageTemplates.Language(language) == "fr" ? "en" : "fr"),
        }, invitation.ExpiresUtc - invitation.CreatedUtc, organization.Id) with
        {
            ExpiresUtc = invitation.ExpiresUtc,
            IsBulk = true,
        };
    }
}
