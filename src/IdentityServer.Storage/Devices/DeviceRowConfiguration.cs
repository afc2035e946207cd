using IdentityServer.Storage.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IdentityServer.Storage.Devices;

internal sealed class DeviceRowConfiguration : IEntityTypeConfiguration<DeviceRow>
{
    public void Configure(EntityTypeBuilder<DeviceRow> device)
    {
        device.ToTable("Devices");
        device.Property(d => d.Id).ValueGeneratedNever();
        device.Property(d => d.TokenHash).HasMaxLength(32).IsFixedLength();
        device.Property(d => d.Address).HasMaxLength(64);
        device.Property(d => d.UserAgent).HasMaxLength(256);
        device.HasIndex(d => new { d.AccountId, d.TokenHash }).IsUnique();
        device.HasIndex(d => d.LastSeenUtc);
        device.HasOne<AccountRow>().WithMany().HasForeignKey(d => d.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}
