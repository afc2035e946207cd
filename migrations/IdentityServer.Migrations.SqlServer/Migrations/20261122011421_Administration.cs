using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace IdentityServer.Migrations.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class Administration : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Accounts_HomeOrganizationId",
                table: "Accounts");

            migrationBuilder.AddColumn<string>(
                name: "SearchText",
                table: "Accounts",
                type: "nvarchar(2000)",
                maxLength: 2000,
                nullable: false,
                defaultValue: "",
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<string>(
                name: "ServerRoles",
                table: "Accounts",
                type: "nvarchar(256)",
                maxLength: 256,
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            // As the program itself writes it, for the accounts that are there already.
            migrationBuilder.Sql(
                """
                UPDATE "Accounts" SET "SearchText" = TRANSLATE(
                    UPPER(CONCAT("NormalizedUserName", ' ', "NormalizedEmail", ' ', "GivenName", ' ', "FamilyName", ' ', "GivenName", ' ', "Phone")),
                    N'àáâãäåçèéêëìíîïñòóôõöùúûüýÿÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝŸ',
                    N'AAAAAACEEEEIIIINOOOOOUUUUYYAAAAAACEEEEIIIINOOOOOUUUUYY')
                """);

            migrationBuilder.CreateIndex(
                name: "IX_Accounts_HomeOrganizationId_NormalizedUserName",
                table: "Accounts",
                columns: new[] { "HomeOrganizationId", "NormalizedUserName" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Accounts_HomeOrganizationId_NormalizedUserName",
                table: "Accounts");

            migrationBuilder.DropColumn(
                name: "SearchText",
                table: "Accounts");

            migrationBuilder.DropColumn(
                name: "ServerRoles",
                table: "Accounts");

            migrationBuilder.CreateIndex(
                name: "IX_Accounts_HomeOrganizationId",
                table: "Accounts",
                column: "HomeOrganizationId");
        }
    }
}
