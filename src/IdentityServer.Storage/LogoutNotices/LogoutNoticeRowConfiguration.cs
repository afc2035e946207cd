using IdentityServer.Storage.Clients;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IdentityServer.Storage.LogoutNotices;

internal sealed class LogoutNoticeRowConfiguration : IEntityTypeConfiguration<LogoutNoticeRow>
{
    public void Configure(EntityTypeBuilder<LogoutNoticeRow> notice)
    {
        notice.ToTable("LogoutNotices");
        notice.HasKey(n => new { n.SessionId, n.ClientId });
        notice.Property(n => n.ClientId).HasMaxLength(ClientRow.IdLength);

        notice.HasIndex(n => n.AccountId);
        notice.HasIndex(n => n.DueUtc);
        notice.HasIndex(n => n.ExpiresUtc);
    }
}
