using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IdentityServer.Storage.Journeys;

internal sealed class JourneyRowConfiguration : IEntityTypeConfiguration<JourneyRow>
{
    public void Configure(EntityTypeBuilder<JourneyRow> journey)
    {
        journey.ToTable("Journeys");
        journey.Property(j => j.Id).ValueGeneratedNever();
        journey.Property(j => j.BrowserHash).HasMaxLength(32).IsFixedLength();
        journey.Property(j => j.State).HasMaxLength(-1);
        journey.Property(j => j.Version).IsConcurrencyToken();
        journey.HasIndex(j => j.ExpiresUtc);
    }
}
