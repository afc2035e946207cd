using IdentityServer.Storage.Accounts;
using IdentityServer.Storage.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IdentityServer.Storage.Guests;

internal sealed class OrganizationConsentRowConfiguration : IEntityTypeConfiguration<OrganizationConsentRow>
{
    public void Configure(EntityTypeBuilder<OrganizationConsentRow> consent)
    {
        consent.ToTable("OrganizationConsents");
        consent.Property(c => c.Id).ValueGeneratedNever();
        consent.Property(c => c.Version).HasMaxLength(64);
        consent.Property(c => c.Culture).HasMaxLength(10);
        consent.Property(c => c.Text).HasMaxLength(-1);
        consent.Property(c => c.Address).HasMaxLength(64);
        consent.HasIndex(c => new { c.AccountId, c.OrganizationId });
        consent.HasOne<AccountRow>().WithMany().HasForeignKey(c => c.AccountId).OnDelete(DeleteBehavior.Cascade);
        consent.HasOne<OrganizationRow>().WithMany().HasForeignKey(c => c.OrganizationId).OnDelete(DeleteBehavior.Cascade);
    }
}
