using IdentityServer.Storage.Accounts;
using IdentityServer.Storage.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IdentityServer.Storage.Memberships;

internal sealed class MembershipRowConfiguration : IEntityTypeConfiguration<MembershipRow>
{
    public void Configure(EntityTypeBuilder<MembershipRow> membership)
    {
        membership.ToTable("Memberships");
        membership.HasKey(m => new { m.AccountId, m.OrganizationId });
        membership.Property(m => m.Roles).HasMaxLength(2000);
        membership.Property(m => m.GuestName).HasMaxLength(400);
        membership.Property(m => m.TermsVersion).HasMaxLength(64);
        membership.HasIndex(m => new { m.OrganizationId, m.Kind });
        membership.HasOne<AccountRow>().WithMany().HasForeignKey(m => m.AccountId).OnDelete(DeleteBehavior.Cascade);
        membership.HasOne<OrganizationRow>().WithMany().HasForeignKey(m => m.OrganizationId).OnDelete(DeleteBehavior.Cascade);
    }
}
