using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IdentityServer.Storage.Throttles;

internal sealed class ThrottleRowConfiguration : IEntityTypeConfiguration<ThrottleRow>
{
    public void Configure(EntityTypeBuilder<ThrottleRow> throttle)
    {
        throttle.ToTable("Throttles");
        throttle.HasKey(t => t.KeyHash);
        throttle.Property(t => t.KeyHash).HasMaxLength(32).IsFixedLength();
        throttle.Property(t => t.LastAttempt).HasMaxLength(32).IsFixedLength();
        throttle.HasIndex(t => t.ExpiresUtc);
    }
}
