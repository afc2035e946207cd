using IdentityServer.Storage.Accounts;
using IdentityServer.Storage.Clients;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IdentityServer.Storage.Assignments;

internal sealed class AssignmentRowConfiguration : IEntityTypeConfiguration<AssignmentRow>
{
    public void Configure(EntityTypeBuilder<AssignmentRow> assignment)
    {
        assignment.ToTable("Assignments");
        assignment.HasKey(a => new { a.AccountId, a.ClientId });
        assignment.Property(a => a.ClientId).HasMaxLength(ClientRow.IdLength);
        assignment.Property(a => a.Roles).HasMaxLength(4000);
        assignment.HasIndex(a => a.ClientId);
        assignment.HasOne<AccountRow>().WithMany().HasForeignKey(a => a.AccountId).OnDelete(DeleteBehavior.Cascade);
        assignment.HasOne<ClientRow>().WithMany().HasForeignKey(a => a.ClientId).OnDelete(DeleteBehavior.Cascade);
    }
}
