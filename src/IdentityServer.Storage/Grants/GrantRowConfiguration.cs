using IdentityServer.Storage.Clients;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IdentityServer.Storage.Grants;

/// <summary>No foreign keys: each would cost a look-up with every token, and what points nowhere is refused when it is read.</summary>
internal sealed class GrantRowConfiguration : IEntityTypeConfiguration<GrantRow>
{
    public void Configure(EntityTypeBuilder<GrantRow> grant)
    {
        grant.ToTable("Grants");
        grant.Property(g => g.Id).ValueGeneratedNever();
        grant.Property(g => g.KeyHash).HasMaxLength(32).IsFixedLength();
        grant.Property(g => g.ClientId).HasMaxLength(ClientRow.IdLength);
        grant.Property(g => g.Payload).HasMaxLength(16_000);

        grant.HasIndex(g => new { g.KeyHash, g.Kind }).IsUnique();
        grant.HasIndex(g => g.SessionId);

        // A new password ends all that was issued to the account.
        grant.HasIndex(g => g.AccountId);
        grant.HasIndex(g => g.ParentId);
        grant.HasIndex(g => g.RemovableOn);
    }
}
