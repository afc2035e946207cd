using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IdentityServer.Storage.Secrets;

internal sealed class RingElementRowConfiguration : IEntityTypeConfiguration<RingElementRow>
{
    public void Configure(EntityTypeBuilder<RingElementRow> element)
    {
        element.ToTable("DataProtectionRing");
        element.Property(e => e.Id).ValueGeneratedNever();
        element.Property(e => e.FriendlyName).HasMaxLength(200);
        element.Property(e => e.Xml).HasMaxLength(-1);
    }
}
