using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IdentityServer.Storage.Clients;

internal sealed class ClientSecretUseRowConfiguration : IEntityTypeConfiguration<ClientSecretUseRow>
{
    public void Configure(EntityTypeBuilder<ClientSecretUseRow> use)
    {
        use.ToTable("ClientSecretUses");
        use.HasKey(u => new { u.ClientId, u.SecretHash });
        use.Property(u => u.ClientId).HasMaxLength(ClientRow.IdLength);
        use.Property(u => u.SecretHash).HasMaxLength(200);
        use.HasOne<ClientRow>().WithMany().HasForeignKey(u => u.ClientId).OnDelete(DeleteBehavior.Cascade);
    }
}
