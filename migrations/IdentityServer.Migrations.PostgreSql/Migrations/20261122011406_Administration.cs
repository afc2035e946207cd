using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace IdentityServer.Migrations.PostgreSql.Migrations
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
                type: "character varying(2000)",
                maxLength: 2000,
                nullable: false,
                defaultValue: "",
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "ServerRoles",
                table: "Accounts",
                type: "character varying(256)",
                maxLength: 256,
                nullable: true,
                collation: "C");

            // As the program itself writes it, for the accounts that are there already.
            migrationBuilder.Sql(
                """
                UPDATE "Accounts" SET "SearchText" = TRANSLATE(
                    UPPER(CONCAT("NormalizedUserName", ' ', "NormalizedEmail", ' ', "GivenName", ' ', "FamilyName", ' ', "GivenName", ' ', "Phone")),
                    'àáâãäåçèéêëìíîïñòóôõöùúûüýÿÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝŸ',
                    'AAAAAACEEEEIIIINOOOOOUUUUYYAAAAAACEEEEIIIINOOOOOUUUUYY')
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
