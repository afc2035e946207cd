using IdentityServer.SignIn.Audit;
using IdentityServer.Storage.Clients;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IdentityServer.Storage.Audit;

internal sealed class AuditRowConfiguration : IEntityTypeConfiguration<AuditRow>
{
    public const int EventLength = 64;
    public const int FactorKeyLength = 32;
    public const int AddressLength = 64;
    public const int UserAgentLength = 256;
    public const int TargetLength = 256;
    public const int DetailLength = 1000;

    public void Configure(EntityTypeBuilder<AuditRow> entry)
    {
        entry.ToTable("Audit");
        entry.Property(e => e.Id).ValueGeneratedNever();
        entry.Property(e => e.Event).HasMaxLength(EventLength);
        entry.Property(e => e.ClientId).HasMaxLength(ClientRow.IdLength);
        entry.Property(e => e.FactorKey).HasMaxLength(FactorKeyLength);
        entry.Property(e => e.Address).HasMaxLength(AddressLength);
        entry.Property(e => e.UserAgent).HasMaxLength(UserAgentLength);
        entry.Property(e => e.Target).HasMaxLength(TargetLength);
        entry.Property(e => e.Changes).HasMaxLength(AuditChanges.MaxLength);
        entry.Property(e => e.Detail).HasMaxLength(DetailLength);

        entry.Property(e => e.Hash).HasMaxLength(AuditSeals.Length);

        entry.HasIndex(e => e.AtUtc);
        entry.HasIndex(e => new { e.AccountId, e.AtUtc });
        entry.HasIndex(e => new { e.OrganizationId, e.AtUtc });
        entry.HasIndex(e => new { e.Event, e.AtUtc });
        entry.HasIndex(e => new { e.Address, e.AtUtc });
        entry.HasIndex(e => new { e.ClientId, e.AtUtc });
        entry.HasIndex(e => new { e.JourneyId, e.AtUtc }).HasFilter(Has(nameof(AuditRow.JourneyId)));
        entry.HasIndex(e => new { e.ActorId, e.AtUtc }).HasFilter(Has(nameof(AuditRow.ActorId)));
        entry.HasIndex(e => e.AtUtc, "IX_Audit_Targets").HasFilter(Has(nameof(AuditRow.Target)));

        // The chain in its order, and, at one end of it, what has no number yet.
        entry.HasIndex(e => new { e.Sequence, e.AtUtc });
    }

    private static string Has(string column) => $"\"{column}\" IS NOT NULL";
}
