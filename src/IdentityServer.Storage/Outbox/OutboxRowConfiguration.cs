using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IdentityServer.Storage.Outbox;

internal sealed class OutboxRowConfiguration : IEntityTypeConfiguration<OutboxRow>
{
    public const int AnswerLength = 500;

    public void Configure(EntityTypeBuilder<OutboxRow> message)
    {
        message.ToTable("Outbox");
        message.Property(m => m.Id).ValueGeneratedNever();
        message.Property(m => m.To).HasMaxLength(320);
        message.Property(m => m.From).HasMaxLength(600);
        message.Property(m => m.Template).HasMaxLength(64);
        message.Property(m => m.Culture).HasMaxLength(10);
        message.Property(m => m.Content).HasMaxLength(-1);
        message.Property(m => m.Answer).HasMaxLength(AnswerLength);

        message.HasIndex(m => new { m.State, m.Rank, m.DueUtc });
        message.HasIndex(m => m.CreatedUtc);
        message.HasIndex(m => new { m.OrganizationId, m.CreatedUtc });
    }
}
