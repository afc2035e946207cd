using IdentityServer.SignIn.Guests;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Storage.Saving;
using IdentityServer.Storage.Sql;

namespace IdentityServer.Storage.Guests;

internal sealed class GuestTieStore(UnitOfWork work) : IGuestTieStore
{
    private static readonly Statement LeaveTie = Change("\"LeftUtc\" = @p3, \"TermsVersion\" = NULL", "\"LeftUtc\" IS NULL");

    private static readonly Statement ReturnToTie = Change("\"LeftUtc\" = NULL", "\"LeftUtc\" > @p3");

    private static readonly Statement WithdrawFromTie = Change("\"TermsVersion\" = NULL", "\"TermsVersion\" IS NOT NULL AND \"LeftUtc\" IS NULL");

    private static readonly Statement WithdrawConsents = new(
        """
        UPDATE "OrganizationConsents" SET "WithdrawnUtc" = @p3
        WHERE "AccountId" = @p1 AND "OrganizationId" = @p2 AND "WithdrawnUtc" IS NULL
        """);

    private static readonly Statement RevokeGrants = new(
        """
        UPDATE "Grants" SET "RevokedUtc" = @p3
        WHERE "AccountId" = @p1 AND "ClientId" IN (SELECT "ClientId" FROM "Clients" WHERE "OrganizationId" = @p2) AND "RevokedUtc" IS NULL
        """);

    public void Leave(Guid accountId, Guid organizationId, DateTime nowUtc)
    {
        Write(LeaveTie, accountId, organizationId, nowUtc, mustChange: true);
        TakeBack(accountId, organizationId, nowUtc);
    }

    public void Return(Guid accountId, Guid organizationId, DateTime nowUtc) =>
        Write(ReturnToTie, accountId, organizationId, nowUtc - Membership.TimeToReturn, mustChange: true);

    public void Withdraw(Guid accountId, Guid organizationId, DateTime nowUtc)
    {
        Write(WithdrawFromTie, accountId, organizationId, nowUtc, mustChange: true);
        TakeBack(accountId, organizationId, nowUtc);
    }

    private void TakeBack(Guid accountId, Guid organizationId, DateTime nowUtc)
    {
        Write(WithdrawConsents, accountId, organizationId, nowUtc);
        Write(RevokeGrants, accountId, organizationId, nowUtc);
    }

    private void Write(Statement statement, Guid accountId, Guid organizationId, DateTime utc, bool mustChange = false) =>
        work.Write(Guid.NewGuid(), new PendingWrite(statement, [accountId, organizationId, utc]) { MustChange = mustChange });

    private static Statement Change(string set, string where) => new(
        $"""UPDATE "Memberships" SET {set} WHERE "AccountId" = @p1 AND "OrganizationId" = @p2 AND "Kind" = {(int)MembershipKind.Guest} AND {where}""");
}
