using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using IdentityServer.Protocol.Clients;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Audit;

namespace IdentityServer.Web.Admin.Applications;

/// <summary>Secrets of applications: shown once, two at a time, so that they are changed without an outage.</summary>
internal sealed class ApplicationSecrets(IClientRegistry registry, IClientDirectory directory, SecretUses uses, ActorAudit audit, IUnitOfWork unitOfWork, TimeProvider clock)
{
    public const int Most = 2;

    /// <summary>256 random bits.</summary>
    public static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>What stands for a secret on pages and in addresses: it tells nothing of it.</summary>
    public static string IdOf(ClientSecret secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(secret.Hash)).AsSpan(0, 8));

    public async Task<IReadOnlyList<(ClientSecret Secret, DateTime? UsedUtc)>> ListAsync(ApplicationSheet sheet, CancellationToken ct)
    {
        await uses.SaveAsync(ct);
        var used = await directory.ReadSecretUsesAsync(sheet.Client.ClientId, ct);
        return [.. sheet.Client.Secrets.Select(secret => (secret, used.TryGetValue(secret.Hash, out var at) ? at : (DateTime?)null))];
    }

    public bool MayAdd(ApplicationSheet sheet) => sheet is { MayChange: true, Client.IsPublic: false } && Good(sheet.Client).Count < Most;

    /// <returns>And the new secret, which nobody sees again.</returns>
    public async Task<(ChangeOutcome Outcome, string? Secret)> AddAsync(ApplicationSheet sheet, DateTime? expiresUtc, CancellationToken ct)
    {
        if (!MayAdd(sheet)) return (new ChangeOutcome.Forbidden(), null);

        var secret = NewSecret();
        var outcome = await SaveAsync(sheet.Client, [.. Good(sheet.Client), new ClientSecret(SecretHash.Create(secret), clock.GetUtcNow().UtcDateTime, expiresUtc)], AuditEvents.ApplicationSecretAdded, ct);
        return (outcome, outcome is ChangeOutcome.Saved ? secret : null);
    }

    public async Task<ChangeOutcome> RevokeAsync(ApplicationSheet sheet, string secretId, CancellationToken ct)
    {
        if (!sheet.MayChange) return new ChangeOutcome.Forbidden();

        return await SaveAsync(sheet.Client, [.. sheet.Client.Secrets.Where(secret => IdOf(secret) != secretId)], AuditEvents.ApplicationSecretRevoked, ct);
    }

    private List<ClientSecret> Good(Client client) => [.. client.Secrets.Where(secret => secret.ExpiresUtc is null || secret.ExpiresUtc > clock.GetUtcNow().UtcDateTime)];

    private async Task<ChangeOutcome> SaveAsync(Client client, IReadOnlyList<ClientSecret> secrets, string what, CancellationToken ct)
    {
        registry.Update(client with { Secrets = secrets });
        audit.Note(what, null, client.OrganizationId, new AuditChanges().Add<int>("client_secrets", client.Secrets.Count, secrets.Count).AddHidden("client_secret", true), ApplicationAudit.TargetOf(client.ClientId));
        return await unitOfWork.SaveAsync(ct) is SaveOutcome.Saved ? new ChangeOutcome.Saved(client.ClientId) : new ChangeOutcome.Conflict();
    }
}
