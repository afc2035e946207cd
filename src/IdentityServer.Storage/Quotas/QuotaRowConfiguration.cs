using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IdentityServer.Storage.Quotas;

internal sealed class QuotaRowConfiguration : IEntityTypeConfiguration<QuotaRow>
{
    public void Configure(EntityTypeBuilder<QuotaRow> quota)
    {
        quota.ToTable("Quotas");
        quota.HasKey(q => q.KeyHash);
        quota.Property(q => q.KeyHash).HasMaxLength(32).IsFixedLength();
        quota.HasIndex(q => q.EndsUtc);
    }
}
