using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Audit;
using IdentityServer.SignIn.Guests;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Storage.Guests;
using IdentityServer.Storage.Model;
using IdentityServer.Storage.Saving;
using IdentityServer.Storage.Sql;
using Microsoft.EntityFrameworkCore;

namespace IdentityServer.Storage.Memberships;

internal sealed class GuestStore(UnitOfWork work, IDbContextFactory<IdentityContext> contexts) : IGuestStore
{
    private static readonly Statement RemoveGuest = new(
        $"""DELETE FROM "Memberships" WHERE "AccountId" = @p1 AND "OrganizationId" = @p2 AND "Kind" = {(int)MembershipKind.Guest}""");

    public async Task<GuestPage> ListAsync(GuestQuery query, DateTime nowUtc, CancellationToken ct)
    {
        await using var context = await contexts.CreateDbContextAsync(ct);
        var found = Filter(Read(context, query.OrganizationId), query, nowUtc);
        var total = await found.CountAsync(ct);
        var items = await found
            .OrderBy(g => g.NormalizedEmail).ThenBy(g => g.Tie.AccountId)
            .Skip((Math.Max(query.Page, 1) - 1) * GuestQuery.PageSize).Take(GuestQuery.PageSize)
            .ToListAsync(ct);
        return new GuestPage(items.ConvertAll(item => item.ToGuest()), total);
    }

    public async Task<Guest?> FindAsync(Guid organizationId, Guid accountId, CancellationToken ct)
    {
        await using var context = await contexts.CreateDbContextAsync(ct);
        return (await Read(context, organizationId).FirstOrDefaultAsync(g => g.Tie.AccountId == accountId, ct))?.ToGuest();
    }

    public async Task<IReadOnlySet<string>> ListInsideAsync(Guid organizationId, IReadOnlyCollection<string> emails, DateTime nowUtc, CancellationToken ct)
    {
        await using var context = await contexts.CreateDbContextAsync(ct);
        var names = emails.Select(AccountIdentifier.NormalizeName).Distinct().ToList();
        var inside =
            from tie in context.Memberships.AsNoTracking()
            join account in context.Accounts on tie.AccountId equals account.Id
            where tie.OrganizationId == organizationId && account.NormalizedEmail != null && names.Contains(account.NormalizedEmail)
                && tie.LeftUtc == null && !tie.MustRedeem && (tie.AccessEndsUtc == null || tie.AccessEndsUtc > nowUtc)
            select account.NormalizedEmail;
        return (await inside.ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
    }

    public void Revoke(Guid organizationId, Guid accountId, DateTime nowUtc) => HeldByApplications.End(work, accountId, organizationId, nowUtc);

    public void Remove(Guid organizationId, Guid accountId) => work.Write(Guid.NewGuid(), new PendingWrite(RemoveGuest, [accountId, organizationId]));

    private static IQueryable<GuestView> Read(IdentityContext context, Guid organizationId) =>
        from tie in context.Memberships.AsNoTracking()
        join account in context.Accounts on tie.AccountId equals account.Id
        join s in context.Accounts on tie.SponsorId equals s.Id into sponsors
        from sponsor in sponsors.DefaultIfEmpty()
        where tie.OrganizationId == organizationId && tie.Kind == MembershipKind.Guest
        select new GuestView
        {
            Tie = tie,
            UserName = account.UserName,
            Email = account.Email,
            NormalizedEmail = account.NormalizedEmail,
            GivenName = account.GivenName,
            FamilyName = account.FamilyName,
            SponsorUserName = sponsor == null ? null : sponsor.UserName,
            SponsorGivenName = sponsor == null ? null : sponsor.GivenName,
            SponsorFamilyName = sponsor == null ? null : sponsor.FamilyName,
            SponsorIsGone = tie.SponsorId != null && !(sponsor != null && sponsor.State == AccountState.Active
                && context.Memberships.Any(m => m.AccountId == tie.SponsorId && m.OrganizationId == organizationId
                    && (m.Kind == MembershipKind.Member || m.Roles.Contains(Membership.AdministratorRole)))),
            LastSignInUtc = context.Audit
                .Where(e => e.AccountId == tie.AccountId && e.OrganizationId == organizationId && e.Event == AuditEvents.SignedIn)
                .Max(e => (DateTime?)e.AtUtc),
        };

    // The same as GuestReview, in the database.
    private static IQueryable<GuestView> Filter(IQueryable<GuestView> guests, GuestQuery query, DateTime nowUtc)
    {
        if (query.Search is { Length: > 0 } search)
        {
            var part = AccountIdentifier.NormalizeName(search);
            var name = search.Trim();
            guests = guests.Where(g => (g.NormalizedEmail != null && g.NormalizedEmail.Contains(part))
                || (g.GivenName != null && g.GivenName.Contains(name)) || (g.FamilyName != null && g.FamilyName.Contains(name)));
        }

        if (!query.ToReview) return guests;

        var (soon, longAgo) = (nowUtc + GuestReview.EndsWithin, nowUtc - GuestReview.Unused);
        return guests.Where(g => g.Tie.AccessEndsUtc <= soon || g.SponsorIsGone || (g.Tie.CreatedUtc < longAgo && (g.LastSignInUtc == null || g.LastSignInUtc < longAgo)));
    }

    /// <summary>One row of the question.</summary>
    private sealed class GuestView
    {
        public required MembershipRow Tie { get; init; }

        public required string UserName { get; init; }

        public required string? Email { get; init; }

        public required string? NormalizedEmail { get; init; }

        public required string? GivenName { get; init; }

        public required string? FamilyName { get; init; }

        public required string? SponsorUserName { get; init; }

        public required string? SponsorGivenName { get; init; }

        public required string? SponsorFamilyName { get; init; }

        public required bool SponsorIsGone { get; init; }

        public required DateTime? LastSignInUtc { get; init; }

        public Guest ToGuest() => new()
        {
            Tie = Tie.ToMembership(),
            Name = NameOf(GivenName, FamilyName, UserName)!,
            Email = Email,
            SponsorName = NameOf(SponsorGivenName, SponsorFamilyName, SponsorUserName),
            SponsorIsGone = SponsorIsGone,
            LastSignInUtc = LastSignInUtc,
        };

        private static string? NameOf(string? given, string? family, string? userName) => $"{given} {family}".Trim() is { Length: > 0 } name ? name : userName;
    }
}
