using IdentityServer.Storage.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IdentityServer.Storage.Methods;

internal sealed class MethodRowConfiguration : IEntityTypeConfiguration<MethodRow>
{
    public void Configure(EntityTypeBuilder<MethodRow> method)
    {
        method.ToTable("Methods");
        method.Property(m => m.Id).ValueGeneratedNever();

        method.Property(m => m.FactorKey).HasMaxLength(32);
        method.Property(m => m.LookupKey).HasMaxLength(256);
        method.Property(m => m.State).HasMaxLength(-1);
        method.Property(m => m.Label).HasMaxLength(200);

        // How a passkey finds its owner before anyone has typed a name.
        method.HasIndex(m => new { m.FactorKey, m.LookupKey }).IsUnique();
        method.HasOne<AccountRow>().WithMany().HasForeignKey(m => m.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}
