using IdentityServer.Storage.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IdentityServer.Storage.Authorities;

internal sealed class TrustedAuthorityRowConfiguration : IEntityTypeConfiguration<TrustedAuthorityRow>
{
    public void Configure(EntityTypeBuilder<TrustedAuthorityRow> authority)
    {
        authority.ToTable("TrustedAuthorities");
        authority.Property(a => a.Id).ValueGeneratedNever();
        authority.Property(a => a.Certificate).HasMaxLength(-1);
        authority.Property(a => a.Crl).HasMaxLength(-1);
        authority.Property(a => a.Mapping).HasMaxLength(64);
        authority.HasOne<OrganizationRow>().WithMany().HasForeignKey(a => a.OrganizationId).OnDelete(DeleteBehavior.Cascade);
    }
}
