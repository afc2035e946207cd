using IdentityServer.Storage.Accounts;
using IdentityServer.Storage.Apis;
using IdentityServer.Storage.Assignments;
using IdentityServer.Storage.Audit;
using IdentityServer.Storage.Authorities;
using IdentityServer.Storage.Challenges;
using IdentityServer.Storage.Clients;
using IdentityServer.Storage.Consents;
using IdentityServer.Storage.Devices;
using IdentityServer.Storage.Grants;
using IdentityServer.Storage.Guests;
using IdentityServer.Storage.Invitations;
using IdentityServer.Storage.Journeys;
using IdentityServer.Storage.Keys;
using IdentityServer.Storage.LogoutNotices;
using IdentityServer.Storage.Memberships;
using IdentityServer.Storage.Methods;
using IdentityServer.Storage.Organizations;
using IdentityServer.Storage.Outbox;
using IdentityServer.Storage.Quotas;
using IdentityServer.Storage.RevocationLists;
using IdentityServer.Storage.Secrets;
using IdentityServer.Storage.Sessions;
using IdentityServer.Storage.Throttles;
using Microsoft.EntityFrameworkCore;

namespace IdentityServer.Storage.Model;

/// <summary>The one model for both databases.</summary>
internal sealed class IdentityContext(DbContextOptions<IdentityContext> options) : DbContext(options)
{
    public DbSet<AccountRow> Accounts => Set<AccountRow>();

    public DbSet<MethodRow> Methods => Set<MethodRow>();

    public DbSet<MembershipRow> Memberships => Set<MembershipRow>();

    public DbSet<OrganizationRow> Organizations => Set<OrganizationRow>();

    public DbSet<TrustedAuthorityRow> TrustedAuthorities => Set<TrustedAuthorityRow>();

    public DbSet<InvitationRow> Invitations => Set<InvitationRow>();

    public DbSet<OrganizationConsentRow> OrganizationConsents => Set<OrganizationConsentRow>();

    public DbSet<ClientRow> Clients => Set<ClientRow>();

    public DbSet<ClientSecretUseRow> ClientSecretUses => Set<ClientSecretUseRow>();

    public DbSet<AssignmentRow> Assignments => Set<AssignmentRow>();

    public DbSet<ApiRow> Apis => Set<ApiRow>();

    public DbSet<ConsentRow> Consents => Set<ConsentRow>();

    public DbSet<GrantRow> Grants => Set<GrantRow>();

    public DbSet<SigningKeyRow> SigningKeys => Set<SigningKeyRow>();

    public DbSet<JourneyRow> Journeys => Set<JourneyRow>();

    public DbSet<SessionRow> Sessions => Set<SessionRow>();

    public DbSet<ThrottleRow> Throttles => Set<ThrottleRow>();

    public DbSet<ChallengeRow> Challenges => Set<ChallengeRow>();

    public DbSet<QuotaRow> Quotas => Set<QuotaRow>();

    public DbSet<DeviceRow> Devices => Set<DeviceRow>();

    public DbSet<RevocationListRow> RevocationLists => Set<RevocationListRow>();

    public DbSet<LogoutNoticeRow> LogoutNotices => Set<LogoutNoticeRow>();

    public DbSet<AuditRow> Audit => Set<AuditRow>();

    public DbSet<AuditChainRow> AuditChain => Set<AuditChainRow>();

    public DbSet<AuditDayRow> AuditDays => Set<AuditDayRow>();

    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();

    public DbSet<RingElementRow> RingElements => Set<RingElementRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>().HavePrecision(6);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(IdentityContext).Assembly);
        CompareTextExactly(modelBuilder);
    }

    // SQL Server ignores case unless told otherwise, and PostgreSQL sorts by its operating system's rules, which change with it.
    // All text is compared exactly on both; normalized columns serve look-ups that ignore case.
    private void CompareTextExactly(ModelBuilder model)
    {
        var collation = Database.IsSqlServer() ? "Latin1_General_100_BIN2" : "C";
        foreach (var property in model.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            if (property.ClrType == typeof(string)) property.SetCollation(collation);
        }
    }
}
