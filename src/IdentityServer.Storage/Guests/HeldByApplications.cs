using IdentityServer.Storage.Saving;
using IdentityServer.Storage.Sql;

namespace IdentityServer.Storage.Guests;

/// <summary>What an organization's applications hold for somebody: it is revoked, and those that want to hear of it are told by back-channel logout.</summary>
internal static class HeldByApplications
{
    private const string OfOrganization = """ "AccountId" = @p1 AND "ClientId" IN (SELECT "ClientId" FROM "Clients" WHERE "OrganizationId" = @p2) """;

    private static readonly Statement RevokeGrants = new($"""UPDATE "Grants" SET "RevokedUtc" = @p3 WHERE {OfOrganization} AND "RevokedUtc" IS NULL""");

    private static readonly Statement TellOfTheEnd = new($"""UPDATE "LogoutNotices" SET "DueUtc" = @p3 WHERE {OfOrganization} AND "DueUtc" IS NULL""");

    /// <summary>Joins the unit of work.</summary>
    public static void End(UnitOfWork work, Guid accountId, Guid organizationId, DateTime nowUtc)
    {
        foreach (var statement in new[] { RevokeGrants, TellOfTheEnd })
            work.Write(Guid.NewGuid(), new PendingWrite(statement, [accountId, organizationId, nowUtc]));
    }
}
