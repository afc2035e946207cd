using IdentityServer.Protocol.Clients;
using IdentityServer.Protocol.Events;
using IdentityServer.Protocol.Grants;
using IdentityServer.Protocol.Keys;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Throttling;
using IdentityServer.Web.Admin.Applications;

namespace IdentityServer.Web.ProtocolHttp;

/// <summary>Writes the engine's security decisions down, at once and apart from any other work.</summary>
internal sealed class ProtocolAudit(
    IServiceScopeFactory scopes, IQuotaStore quotas, SecretUses uses, IHttpContextAccessor accessor, TimeProvider clock, ILogger<ProtocolAudit> log) : IProtocolEvents
{
    /// <summary>So many rejections of one client are worth an entry; a flood of them must not become a flood of rows.</summary>
    private const int RejectionsPerMinute = 30;

    public Task GrantReplayedAsync(Grant grant, CancellationToken ct) => WriteAsync(
        AuditEvents.GrantReplayed, false, entry => entry with { AccountId = grant.AccountId, ClientId = grant.ClientId, SessionId = grant.SessionId }, ct);

    public async Task ClientRejectedAsync(string? clientId, string method, CancellationToken ct)
    {
        try
        {
            if (!await quotas.TryTakeAsync($"client_rejected:{clientId}", RejectionsPerMinute, TimeSpan.FromMinutes(1), Now, ct)) return;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            log.AuditFailed(exception, AuditEvents.ClientRejected);
            return;
        }

        await WriteAsync(AuditEvents.ClientRejected, false, entry => entry with { ClientId = clientId, Detail = method }, ct);
    }

    public void SecretUsed(Client client, ClientSecret secret) => uses.Note(client.ClientId, secret);

    public Task SigningKeyMadeAsync(SigningKeyRecord key, bool atOnce, CancellationToken ct) => WriteAsync(
        AuditEvents.SigningKeyRotated, true, entry => entry with { Detail = $"{key.Algorithm} {key.KeyId}{(atOnce ? ", at once" : "")}" }, ct);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private async Task WriteAsync(string what, bool succeeded, Func<AuditEntry, AuditEntry> describe, CancellationToken ct)
    {
        var http = accessor.HttpContext;
        var visitor = Visitor.From(http?.Connection.RemoteIpAddress, http?.Request.Headers.UserAgent.ToString());
        var entry = describe(new AuditEntry
        {
            Id = Guid.CreateVersion7(Now), AtUtc = Now, Event = what, Succeeded = succeeded, Address = visitor.Address, UserAgent = visitor.UserAgent,
        });
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<IAuditLog>().Add(entry);
            await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().SaveAsync(ct);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The engine's answer stands: a refusal is a refusal with or without its entry.
            log.AuditFailed(exception, what);
        }
    }
}
