using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IdentityServer.Storage.Audit;

internal sealed class AuditDayRowConfiguration : IEntityTypeConfiguration<AuditDayRow>
{
    public void Configure(EntityTypeBuilder<AuditDayRow> day)
    {
        day.ToTable("AuditDays");
        day.HasKey(d => new { d.Day, d.OrganizationId, d.Event, d.Succeeded });
        day.Property(d => d.Event).HasMaxLength(AuditRowConfiguration.EventLength);
    }
}
