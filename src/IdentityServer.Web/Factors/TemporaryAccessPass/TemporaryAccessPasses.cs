using System.Security.Cryptography;
using IdentityServer.Messaging.Outbox;
using IdentityServer.SignIn;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Messages;

namespace IdentityServer.Web.Factors.TemporaryAccessPass;

/// <summary>Issues passes: one a person, the new one ends the one before. Written down, and told to the account's own address.</summary>
internal sealed class TemporaryAccessPasses(
    PassFactor factor, IAccountStore accounts, IOrganizationStore organizations, IMethodStore methods, IAuditLog audit, IOutbox outbox, AccountNotices notices,
    IUnitOfWork unitOfWork, TimeProvider clock)
{
    // No sign that could be taken for another one, whichever way it is read out.
    private const string Alphabet = "23456789abcdefghjkmnpqrstuvwxyz";

    /// <summary>The pass as a person types it: spaces and case don't matter. Null if it can't be one.</summary>
    public static string? Parse(string? typed)
    {
        if (typed is null or { Length: > 2 * PassRequest.LongestLength }) return null;

        var pass = string.Concat(typed.Where(c => !char.IsWhiteSpace(c) && c != '-').Select(char.ToLowerInvariant));
        return pass.Length is >= PassRequest.ShortestLength and <= PassRequest.LongestLength ? pass : null;
    }

    /// <summary>The new pass, told this once; null if the account can't be used, or was changed meanwhile. <paramref name="request"/> has no <see cref="PassRequest.Problem"/>.</summary>
    public async Task<string?> IssueAsync(Account account, PassRequest request, PassIssuer issuer, CancellationToken ct)
    {
        if (request.Problem is { } problem) throw new ArgumentException(problem, nameof(request));
        if (account.State is not AccountState.Active || await accounts.ReadPersonAsync(account.Id, null, ct) is not { } person) return null;

        var now = clock.GetUtcNow().UtcDateTime;
        var id = Guid.CreateVersion7(now);
        var pass = RandomNumberGenerator.GetString(Alphabet, request.Length);
        foreach (var before in person.Methods.Where(method => method.FactorKey == factor.Key)) methods.Remove(account.Id, before.Id);

        methods.Add(new Method { Id = id, AccountId = account.Id, FactorKey = factor.Key, State = factor.StateFor(id, pass, request, now), CreatedUtc = now });
        accounts.Update(account with { UpdatedUtc = now });
        audit.Add(EntryOf(account, request, issuer, now));
        var organization = account.HomeOrganizationId is { } home ? await organizations.FindAsync(home, ct) : null;
        if (notices.MethodAdded(account, organization, factor.Key, issuer.Visitor, now) is { } notice) outbox.Add(notice);
        return await unitOfWork.SaveAsync(ct) is SaveOutcome.Saved ? pass : null;
    }

    private AuditEntry EntryOf(Account account, PassRequest request, PassIssuer issuer, DateTime now) => new()
    {
        Id = Guid.CreateVersion7(now),
        AtUtc = now,
        Event = AuditEvents.TemporaryAccessPassIssued,
        Succeeded = true,
        AccountId = account.Id,
        ActorId = issuer.AccountId,
        ClientId = issuer.ClientId,
        OrganizationId = account.HomeOrganizationId,
        FactorKey = factor.Key,
        Address = issuer.Visitor.Address,
        UserAgent = issuer.Visitor.UserAgent,
        Detail = $"{issuer.Name}: {request.Reason}",
    };
}

/// <summary>Who issues a pass.</summary>
/// <param name="Name">An administrator's user name, or "command line".</param>
internal sealed record PassIssuer(string Name, Guid? AccountId, string? ClientId, Visitor Visitor);
