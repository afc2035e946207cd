using IdentityServer.Messaging.Outbox;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Challenges;
using IdentityServer.SignIn.Journeys;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Factors.Push;
using IdentityServer.Web.Messages;

namespace IdentityServer.Web.Authenticator;

/// <summary>"It wasn't me": ends the sign-in at once, and warns those who look after the organization's accounts.</summary>
internal sealed class SuspicionReport(
    IJourneyStore journeys, IAccountStore accounts, IOrganizationStore organizations, IOutbox outbox, AccountNotices notices, DeviceAudit audit, TimeProvider clock)
{
    /// <summary>The entry and the mails join the unit of work.</summary>
    public async Task FileAsync(Challenge request, ApprovalDetails details, Device device, Visitor visitor, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (request.JourneyId is { } journeyId) await journeys.TryFinishAsync(journeyId, now, ct);
        audit.Note(AuditEvents.SignInReported, device.AccountId, visitor, journeyId: request.JourneyId, about: details, detail: $"from {details.Address}");

        if (await accounts.FindAsync(device.AccountId, ct) is not { } account) return;
        if ((details.OrganizationId ?? account.HomeOrganizationId) is not { } organizationId || await organizations.FindAsync(organizationId, ct) is not { } organization) return;

        var reported = new ReportedSignIn(account, details.Application, request.CreatedUtc, details.Address, details.UserAgent);
        var administrators = await accounts.ListByRoleAsync(organizationId, Membership.AdministratorRole, ct);
        foreach (var mail in notices.SignInReported(reported, administrators, organization)) outbox.Add(mail);
    }
}
