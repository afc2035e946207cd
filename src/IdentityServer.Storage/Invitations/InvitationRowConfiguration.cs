using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Invitations;
using IdentityServer.Storage.Clients;
using IdentityServer.Storage.Organizations;
using IdentityServer.Storage.Saving;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IdentityServer.Storage.Invitations;

internal sealed class InvitationRowConfiguration : IEntityTypeConfiguration<InvitationRow>
{
    private const int NormalizedLength = 2 * AccountIdentifier.MaxLength;

    public void Configure(EntityTypeBuilder<InvitationRow> invitation)
    {
        invitation.ToTable("Invitations");
        invitation.Property(i => i.Id).ValueGeneratedNever();
        invitation.Property(i => i.Email).HasMaxLength(AccountIdentifier.MaxLength);
        invitation.Property(i => i.NormalizedEmail).HasMaxLength(NormalizedLength);
        invitation.Property(i => i.OpenKey).HasMaxLength(33 + NormalizedLength);
        invitation.Property(i => i.DisplayName).HasMaxLength(200);
        invitation.Property(i => i.Culture).HasMaxLength(10);
        invitation.Property(i => i.ClientId).HasMaxLength(ClientRow.IdLength);
        invitation.Property(i => i.Message).HasMaxLength(Invitation.LongestMessage);
        invitation.Property(i => i.Version).IsConcurrencyToken();
        invitation.HasIndex(i => i.OpenKey).IsUnique().HasDatabaseName(UniqueFields.Invitation);
        invitation.HasIndex(i => i.NormalizedEmail);
        invitation.HasIndex(i => new { i.OrganizationId, i.CreatedUtc });
        invitation.HasIndex(i => new { i.State, i.ExpiresUtc });
        invitation.HasOne<OrganizationRow>().WithMany().HasForeignKey(i => i.OrganizationId).OnDelete(DeleteBehavior.Cascade);
    }
}
