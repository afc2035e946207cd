using IdentityServer.Storage.Saving;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IdentityServer.Storage.Apis;

internal sealed class ApiRowConfiguration : IEntityTypeConfiguration<ApiRow>
{
    public void Configure(EntityTypeBuilder<ApiRow> api)
    {
        api.ToTable("Apis");
        api.HasKey(a => a.Resource).HasName(UniqueFields.Resource);

        // SQL Server's primary keys end at 900 bytes.
        api.Property(a => a.Resource).HasMaxLength(400);
        api.Property(a => a.DisplayName).HasMaxLength(200);
        api.Property(a => a.Scopes).HasMaxLength(-1);
        api.Property(a => a.SecretHash).HasMaxLength(256);
        api.Property(a => a.Version).IsConcurrencyToken();
        api.Property(a => a.AccessTokenSignedResponseAlg).HasMaxLength(16);
    }
}
