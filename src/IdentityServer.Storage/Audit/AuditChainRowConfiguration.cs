using IdentityServer.SignIn.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IdentityServer.Storage.Audit;

internal sealed class AuditChainRowConfiguration : IEntityTypeConfiguration<AuditChainRow>
{
    public void Configure(EntityTypeBuilder<AuditChainRow> end)
    {
        end.ToTable("AuditChain");
        end.Property(e => e.Id).ValueGeneratedNever();
        end.Property(e => e.Hash).HasMaxLength(AuditSeals.Length);
        end.Property(e => e.Seal).HasMaxLength(AuditSeals.Length);

        // There from the beginning, so that a chain without an end is one that somebody cut.
        end.HasData(new AuditChainRow { Id = AuditChainRow.OnlyId, Number = 0, Hash = AuditSeals.Beginning });
    }
}
