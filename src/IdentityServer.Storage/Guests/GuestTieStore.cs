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

    private static readonly Statement RedeemTie = Change(
        "\"GuestName\" = @p3, \"SponsorId\" = @p4, \"AccessEndsUtc\" = @p5, \"TermsVersion\" = @p6, \"LeftUtc\" = NULL, \"MustRedeem\" = @p7");

    private static readonly Statement AcceptTermsOfTie = Change(
        "\"TermsVersion\" = @p3, \"LeftUtc\" = NULL",
        """
        "MustRedeem" = @p4 AND ("LeftUtc" IS NULL OR "LeftUtc" > @p5) AND ("TermsVersion" IS NULL OR "TermsVersion" <> @p3 OR "LeftUtc" IS NOT NULL)
        """);

    private static readonly Statement OverseeTie = Change("\"AccessEndsUtc\" = @p3, \"SponsorId\" = @p4");

    private static readonly Statement RequireRedemptionOfTie = Change("\"MustRedeem\" = @p3, \"TermsVersion\" = NULL");

    private static readonly Statement WithdrawConsents = new(
        """
        UPDATE "OrganizationConsents" SET "WithdrawnUtc" = @p3
        WHERE "AccountId" = @p1 AND "OrganizationId" = @p2 AND "WithdrawnUtc" IS NULL
        """);

    public void Redeem(Membership tie) => Write(
        RedeemTie, mustChange: true, tie.AccountId, tie.OrganizationId, tie.GuestName, tie.SponsorId, tie.AccessEndsUtc, tie.TermsVersion, false);

    public void AcceptTerms(Guid accountId, Guid organizationId, string version, DateTime nowUtc) =>
        Write(AcceptTermsOfTie, mustChange: true, accountId, organizationId, version, false, nowUtc - Membership.TimeToReturn);

    public void Oversee(Guid accountId, Guid organizationId, DateTime? accessEndsUtc, Guid? sponsorId) =>
        Write(OverseeTie, mustChange: true, accountId, organizationId, accessEndsUtc, sponsorId);

    public void RequireRedemption(Guid accountId, Guid organizationId) => Write(RequireRedemptionOfTie, mustChange: true, accountId, organizationId, true);

    public void Leave(Guid accountId, Guid organizationId, DateTime nowUtc)
    {
        Write(LeaveTie, mustChange: true, accountId, organizationId, nowUtc);
        TakeBack(accountId, organizationId, nowUtc);
    }

    public void Return(Guid accountId, Guid organizationId, DateTime nowUtc) =>
        Write(ReturnToTie, mustChange: true, accountId, organizationId, nowUtc - Membership.TimeToReturn);

    public void Withdraw(Guid accountId, Guid organizationId, DateTime nowUtc)
    {
        Write(WithdrawFromTie, mustChange: true, accountId, organizationId, nowUtc);
        TakeBack(accountId, organizationId, nowUtc);
    }

    private void TakeBack(Guid accountId, Guid organizationId, DateTime nowUtc)
    {
        Write(WithdrawConsents, mustChange: false, accountId, organizationId, nowUtc);
        HeldByApplications.End(work, accountId, organizationId, nowUtc);
    }

    private void Write(Statement statement, bool mustChange, params SqlValue[] values) =>
        work.Write(Guid.NewGuid(), new PendingWrite(statement, values) { MustChange = mustChange });

    private static Statement Change(string set, string where = "1 = 1") => new(
        $"""UPDATE "Memberships" SET {set} WHERE "AccountId" = @p1 AND "OrganizationId" = @p2 AND "Kind" = {(int)MembershipKind.Guest} AND {where}""");
}
