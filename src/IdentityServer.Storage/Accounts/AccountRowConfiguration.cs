using IdentityServer.SignIn.Accounts;
using IdentityServer.Storage.Organizations;
using IdentityServer.Storage.Saving;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IdentityServer.Storage.Accounts;

internal sealed class AccountRowConfiguration : IEntityTypeConfiguration<AccountRow>
{
    // Normalization (NFKC) can make one character several; SQL Server's index keys end at 1,700 bytes.
    private const int NormalizedLength = 2 * AccountIdentifier.MaxLength;

    public void Configure(EntityTypeBuilder<AccountRow> account)
    {
        account.ToTable("Accounts");
        account.Property(a => a.Id).ValueGeneratedNever();

        account.Property(a => a.UserName).HasMaxLength(AccountIdentifier.MaxLength);
        account.Property(a => a.NormalizedUserName).HasMaxLength(NormalizedLength);
        account.Property(a => a.Email).HasMaxLength(AccountIdentifier.MaxLength);
        account.Property(a => a.NormalizedEmail).HasMaxLength(NormalizedLength);
        account.Property(a => a.Phone).HasMaxLength(16);
        account.Property(a => a.GivenName).HasMaxLength(100);
        account.Property(a => a.FamilyName).HasMaxLength(100);
        account.Property(a => a.Initials).HasMaxLength(16);
        account.Property(a => a.Culture).HasMaxLength(10);
        account.Property(a => a.ServerRoles).HasMaxLength(256);
        account.Property(a => a.SearchText).HasMaxLength(AccountSearchText.MaxLength);
        account.Property(a => a.Version).IsConcurrencyToken();

        account.HasIndex(a => a.NormalizedUserName).IsUnique().HasDatabaseName(UniqueFields.UserName);
        account.HasIndex(a => a.NormalizedEmail).IsUnique().HasDatabaseName(UniqueFields.Email);
        account.HasIndex(a => a.Phone).IsUnique().HasDatabaseName(UniqueFields.Phone);
        account.HasIndex(a => new { a.HomeOrganizationId, a.NormalizedUserName });
        account.HasOne<OrganizationRow>().WithMany().HasForeignKey(a => a.HomeOrganizationId).OnDelete(DeleteBehavior.Restrict);
    }
}
