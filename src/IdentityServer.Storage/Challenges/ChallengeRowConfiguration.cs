using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IdentityServer.Storage.Challenges;

internal sealed class ChallengeRowConfiguration : IEntityTypeConfiguration<ChallengeRow>
{
    public void Configure(EntityTypeBuilder<ChallengeRow> challenge)
    {
        challenge.ToTable("Challenges");
        challenge.Property(c => c.Id).ValueGeneratedNever();
        challenge.Property(c => c.Purpose).HasMaxLength(64);
        challenge.Property(c => c.CodeHash).HasMaxLength(32).IsFixedLength();
        challenge.Property(c => c.State).HasMaxLength(-1);
        challenge.Property(c => c.Answer).HasMaxLength(1000);
        challenge.HasIndex(c => c.JourneyId);
        challenge.HasIndex(c => c.AccountId);
        challenge.HasIndex(c => c.ExpiresUtc);
    }
}
