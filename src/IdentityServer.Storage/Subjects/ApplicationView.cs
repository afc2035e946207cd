using IdentityServer.Protocol.Clients;
using IdentityServer.Protocol.Subjects;
using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Storage.Assignments;
using IdentityServer.Storage.Sql;

namespace IdentityServer.Storage.Subjects;

/// <summary>People as an application sees them: the account, its tie to the application's organization, and what that and the guest's own are called.</summary>
internal sealed class ApplicationView(IClientStore clients, IOrganizationStore organizations, Database database)
{
    /// <summary>Null: there is none, or none any more.</summary>
    public ValueTask<Client?> ClientOfAsync(string clientId, CancellationToken ct) => clients.FindAsync(clientId, ct);

    /// <summary>Null where there is no such account.</summary>
    public async ValueTask<Subject?> SeeAsync(SubjectRows rows, Client? client, DateTime nowUtc, CancellationToken ct)
    {
        if (await SeeAsync(rows, client?.OrganizationId, nowUtc, ct) is not { } subject) return null;

        // Only applications that ask for it cost the look.
        if (client is not { } application || (application.Roles.Count is 0 && !application.AssignmentRequired)) return subject;

        var assignment = await AssignmentStore.FindAsync(database, application.ClientId, subject.AccountId, ct);
        if (assignment is null && application.AssignmentRequired) return subject with { IsActive = false };
        if (application.Roles.Count is 0) return subject;

        // A role that the application has given up is nobody's.
        IReadOnlyList<string> roles = [.. application.Roles.Intersect(assignment?.Roles ?? [])];
        return subject with { Claims = new Dictionary<string, object>(subject.Claims, StringComparer.Ordinal) { ["roles"] = roles } };
    }

    private async ValueTask<Subject?> SeeAsync(SubjectRows rows, Guid? ownerId, DateTime nowUtc, CancellationToken ct)
    {
        if (rows.Account is not { } account) return null;

        var isActive = account.State is AccountState.Active;
        if (ownerId is not { } owner) return ToSubject(account, isActive, ClaimsOf(account));

        if (rows.Ties.FirstOrDefault(tie => tie.OrganizationId == owner) is not { } tie) return ToSubject(account, isActive: false, ClaimsOf(account));

        var claims = ClaimsOf(account);
        await AddAsync(claims, account, tie, ct);
        return ToSubject(account, isActive && tie.IsOpen(nowUtc), claims);
    }

    private static Subject ToSubject(Account account, bool isActive, Dictionary<string, object> claims) => new() { AccountId = account.Id, IsActive = isActive, Claims = claims };

    // OpenID Connect Core §5.1. A claim without a value is left out (§5.3.2).
    private static Dictionary<string, object> ClaimsOf(Account account)
    {
        var claims = new Dictionary<string, object>(14, StringComparer.Ordinal)
        {
            ["name"] = account.DisplayName,
            ["preferred_username"] = account.UserName,
            ["updated_at"] = new DateTimeOffset(account.UpdatedUtc).ToUnixTimeSeconds(),
        };
        if (account.GivenName is not null) claims["given_name"] = account.GivenName;
        if (account.FamilyName is not null) claims["family_name"] = account.FamilyName;
        if (account.Culture is not null) claims["locale"] = account.Culture;
        if (account.Email is not null)
        {
            claims["email"] = account.Email;
            claims["email_verified"] = account.EmailVerified;
        }

        if (account.Phone is not null)
        {
            claims["phone_number"] = account.Phone;
            claims["phone_number_verified"] = account.PhoneVerified;
        }

        return claims;
    }

    /// <summary>Where the person is, as what, and where a guest comes from: their own organization on this server, or else their mail's domain.</summary>
    private async ValueTask AddAsync(Dictionary<string, object> claims, Account account, Membership tie, CancellationToken ct)
    {
        if (await SlugOfAsync(tie.OrganizationId, ct) is { } slug) claims["organization"] = slug;
        claims["user_type"] = tie.Kind is MembershipKind.Guest ? "guest" : "member";
        if (tie.Kind is not MembershipKind.Guest) return;

        if (tie.GuestName is { } name) claims["preferred_username"] = name;
        var home = account.HomeOrganizationId is { } id ? await SlugOfAsync(id, ct) : null;
        if ((home ?? DomainOf(account.Email)) is { } from) claims["home_organization"] = from;
    }

    private async ValueTask<string?> SlugOfAsync(Guid organizationId, CancellationToken ct) => (await organizations.FindAsync(organizationId, ct))?.Slug;

    private static string? DomainOf(string? email) => email?[(email.LastIndexOf('@') + 1)..];
}
