using IdentityServer.Storage.Clients;
using IdentityServer.Storage.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IdentityServer.Storage.Invitations;

internal sealed class InvitationRowConfiguration : IEntityTypeConfiguration<InvitationRow>
{
    public void Configure(EntityTypeBuilder<InvitationRow> invitation)
    {
        invitation.ToTable("Invitations");
        invitation.Property(i => i.Id).ValueGeneratedNever();
        invitation.Property(i => i.Email).HasMaxLength(256);
        invitation.Property(i => i.DisplayName).HasMaxLength(200);
        invitation.Property(i => i.Culture).HasMaxLength(10);
        invitation.Property(i => i.ClientId).HasMaxLength(ClientRow.IdLength);
        invitation.HasIndex(i => i.ExpiresUtc);
        invitation.HasOne<OrganizationRow>().WithMany().HasForeignKey(i => i.OrganizationId).OnDelete(DeleteBehavior.Cascade);
    }
}
