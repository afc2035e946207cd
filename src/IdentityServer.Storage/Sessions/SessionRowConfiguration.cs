using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IdentityServer.Storage.Sessions;

internal sealed class SessionRowConfiguration : IEntityTypeConfiguration<SessionRow>
{
    public const int AddressLength = 64;
    public const int UserAgentLength = 256;

    public void Configure(EntityTypeBuilder<SessionRow> session)
    {
        session.ToTable("Sessions");
        session.Property(s => s.Id).ValueGeneratedNever();
        session.Property(s => s.TokenHash).HasMaxLength(32).IsFixedLength();
        session.Property(s => s.Proofs).HasMaxLength(-1);
        session.Property(s => s.Address).HasMaxLength(AddressLength);
        session.Property(s => s.UserAgent).HasMaxLength(UserAgentLength);

        session.HasIndex(s => s.TokenHash).IsUnique();
        session.HasIndex(s => s.AccountId);
        session.HasIndex(s => s.ExpiresUtc);
    }
}
