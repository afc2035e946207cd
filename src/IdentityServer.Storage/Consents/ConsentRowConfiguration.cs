using IdentityServer.Storage.Accounts;
using IdentityServer.Storage.Clients;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IdentityServer.Storage.Consents;

internal sealed class ConsentRowConfiguration : IEntityTypeConfiguration<ConsentRow>
{
    public void Configure(EntityTypeBuilder<ConsentRow> consent)
    {
        consent.ToTable("Consents");
        consent.HasKey(c => new { c.AccountId, c.ClientId });
        consent.Property(c => c.ClientId).HasMaxLength(ClientRow.IdLength);
        consent.Property(c => c.Scopes).HasMaxLength(-1);
        consent.Property(c => c.DeclinedScopes).HasMaxLength(-1);
        consent.HasOne<AccountRow>().WithMany().HasForeignKey(c => c.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}
