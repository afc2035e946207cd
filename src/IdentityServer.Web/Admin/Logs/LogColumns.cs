using IdentityServer.Messaging.Outbox;
using IdentityServer.SignIn.Audit;

namespace IdentityServer.Web.Admin.Logs;

/// <summary>What exports hold. Other programs read them: names stay, and are English.</summary>
internal static class LogColumns
{
    public static IReadOnlyList<LogColumn<AuditEntry>> OfEntries(LogNames names) =>
    [
        new("time", entry => entry.AtUtc),
        new("event", entry => entry.Event),
        new("succeeded", entry => entry.Succeeded),
        new("account", entry => names.OfAccount(entry.AccountId)),
        new("actor", entry => names.OfAccount(entry.ActorId)),
        new("organization", entry => names.OfOrganization(entry.OrganizationId)),
        new("client", entry => entry.ClientId),
        new("target", entry => entry.Target),
        new("changes", entry => entry.Changes),
        new("detail", entry => entry.Detail),
        new("factor", entry => entry.FactorKey),
        new("address", entry => entry.Address),
        new("browser", entry => entry.UserAgent),
        new("id", entry => entry.Id),
        new("accountId", entry => entry.AccountId),
        new("actorId", entry => entry.ActorId),
        new("organizationId", entry => entry.OrganizationId),
        new("journeyId", entry => entry.JourneyId),
        new("sessionId", entry => entry.SessionId),
    ];

    public static IReadOnlyList<LogColumn<SignInTrace>> OfSignIns(LogNames names) =>
    [
        new("started", trace => trace.StartedUtc),
        new("latest", trace => trace.Latest.AtUtc),
        new("end", trace => trace.End),
        new("obstacle", trace => trace.Obstacle?.Event),
        new("detail", trace => trace.Obstacle?.Detail),
        new("account", trace => names.OfAccount(trace.AccountId)),
        new("organization", trace => names.OfOrganization(trace.OrganizationId)),
        new("client", trace => trace.ClientId),
        new("factors", trace => string.Join(' ', trace.Factors)),
        new("steps", trace => trace.Steps.Count),
        new("address", trace => trace.Address),
        new("browser", trace => trace.Latest.UserAgent),
        new("journeyId", trace => trace.JourneyId),
        new("accountId", trace => trace.AccountId),
        new("organizationId", trace => trace.OrganizationId),
    ];

    public static IReadOnlyList<LogColumn<MessageTrace>> OfMessages(LogNames names) =>
    [
        new("created", message => message.CreatedUtc),
        new("channel", message => message.Channel),
        new("to", message => message.To),
        new("template", message => message.Template),
        new("culture", message => message.Culture),
        new("organization", message => names.OfOrganization(message.OrganizationId)),
        new("state", message => message.State),
        new("attempts", message => message.Attempts),
        new("answer", message => message.Answer),
        new("completed", message => message.CompletedUtc),
        new("next", message => message.NextUtc),
        new("id", message => message.Id),
        new("organizationId", message => message.OrganizationId),
    ];
}
