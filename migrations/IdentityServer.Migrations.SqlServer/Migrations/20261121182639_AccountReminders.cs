using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace IdentityServer.Migrations.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class AccountReminders : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "MethodsConfirmedUtc",
                table: "Accounts",
                type: "datetime2(6)",
                precision: 6,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "PasskeySuggestedUtc",
                table: "Accounts",
                type: "datetime2(6)",
                precision: 6,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "MethodsConfirmedUtc",
                table: "Accounts");

            migrationBuilder.DropColumn(
                name: "PasskeySuggestedUtc",
                table: "Accounts");
        }
    }
}
