using IdentityServer.Storage.Organizations;
using IdentityServer.Storage.Saving;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IdentityServer.Storage.Clients;

internal sealed class ClientRowConfiguration : IEntityTypeConfiguration<ClientRow>
{
    public void Configure(EntityTypeBuilder<ClientRow> client)
    {
        client.ToTable("Clients");
        client.HasKey(c => c.ClientId).HasName(UniqueFields.ClientId);
        client.Property(c => c.ClientId).HasMaxLength(ClientRow.IdLength);
        client.Property(c => c.Metadata).HasMaxLength(-1);
        client.Property(c => c.Secrets).HasMaxLength(-1);
        client.Property(c => c.SearchText).HasMaxLength(ClientRow.SearchTextLength);
        client.Property(c => c.Version).IsConcurrencyToken();
        client.HasOne<OrganizationRow>().WithMany().HasForeignKey(c => c.OrganizationId).OnDelete(DeleteBehavior.Restrict);
    }
}
