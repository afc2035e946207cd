using IdentityServer.Storage.Saving;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IdentityServer.Storage.Organizations;

internal sealed class OrganizationRowConfiguration : IEntityTypeConfiguration<OrganizationRow>
{
    public void Configure(EntityTypeBuilder<OrganizationRow> organization)
    {
        organization.ToTable("Organizations");
        organization.Property(o => o.Id).ValueGeneratedNever();

        organization.Property(o => o.Slug).HasMaxLength(64);
        organization.Property(o => o.DisplayName).HasMaxLength(200);
        organization.Property(o => o.Domains).HasMaxLength(-1);
        organization.Property(o => o.Culture).HasMaxLength(10);
        organization.Property(o => o.SupportEmail).HasMaxLength(256);
        organization.Property(o => o.SupportPhone).HasMaxLength(32);
        organization.Property(o => o.PrivacyUrl).HasMaxLength(2000);
        organization.Property(o => o.TermsUrl).HasMaxLength(2000);
        organization.Property(o => o.Branding).HasMaxLength(-1);
        organization.Property(o => o.Policy).HasMaxLength(-1);
        organization.Property(o => o.Version).IsConcurrencyToken();

        organization.HasIndex(o => o.Slug).IsUnique().HasDatabaseName(UniqueFields.Slug);
    }
}
