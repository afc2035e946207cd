using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IdentityServer.Storage.RevocationLists;

internal sealed class RevocationListRowConfiguration : IEntityTypeConfiguration<RevocationListRow>
{
    public void Configure(EntityTypeBuilder<RevocationListRow> list)
    {
        list.ToTable("RevocationLists");
        list.HasKey(l => l.SourceHash);
        list.Property(l => l.SourceHash).HasMaxLength(32).IsFixedLength();
        list.Property(l => l.Content).HasMaxLength(-1);
        list.Property(l => l.Number).HasMaxLength(40);
        list.HasIndex(l => l.FetchedUtc);
    }
}
