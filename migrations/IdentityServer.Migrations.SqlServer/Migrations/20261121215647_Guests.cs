using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace IdentityServer.Migrations.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class Guests : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Outbox_State_DueUtc",
                table: "Outbox");

            migrationBuilder.DropIndex(
                name: "IX_Memberships_OrganizationId",
                table: "Memberships");

            migrationBuilder.DropIndex(
                name: "IX_Invitations_ExpiresUtc",
                table: "Invitations");

            migrationBuilder.DropIndex(
                name: "IX_Invitations_OrganizationId",
                table: "Invitations");

            migrationBuilder.AddColumn<int>(
                name: "Rank",
                table: "Outbox",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "AccessEndsUtc",
                table: "Memberships",
                type: "datetime2(6)",
                precision: 6,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "GuestName",
                table: "Memberships",
                type: "nvarchar(400)",
                maxLength: 400,
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<DateTime>(
                name: "LeftUtc",
                table: "Memberships",
                type: "datetime2(6)",
                precision: 6,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "MustRedeem",
                table: "Memberships",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "SponsorId",
                table: "Memberships",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "TermsVersion",
                table: "Memberships",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<DateTime>(
                name: "AccessEndsUtc",
                table: "Invitations",
                type: "datetime2(6)",
                precision: 6,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "AccountId",
                table: "Invitations",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ClosedUtc",
                table: "Invitations",
                type: "datetime2(6)",
                precision: 6,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "InvitedBy",
                table: "Invitations",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "LifetimeMinutes",
                table: "Invitations",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Link",
                table: "Invitations",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "MailedLink",
                table: "Invitations",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "MailedUtc",
                table: "Invitations",
                type: "datetime2(6)",
                precision: 6,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Message",
                table: "Invitations",
                type: "nvarchar(1000)",
                maxLength: 1000,
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<Guid>(
                name: "MessageId",
                table: "Invitations",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "NormalizedEmail",
                table: "Invitations",
                type: "nvarchar(512)",
                maxLength: 512,
                nullable: false,
                defaultValue: "",
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<string>(
                name: "OpenKey",
                table: "Invitations",
                type: "nvarchar(545)",
                maxLength: 545,
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<DateTime>(
                name: "OpenedUtc",
                table: "Invitations",
                type: "datetime2(6)",
                precision: 6,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "RemindedUtc",
                table: "Invitations",
                type: "datetime2(6)",
                precision: 6,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "State",
                table: "Invitations",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<Guid>(
                name: "Version",
                table: "Invitations",
                type: "uniqueidentifier",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            // Those that are over need no key of their own; the others become what they would be if they were made today.
            migrationBuilder.Sql(
                "DELETE FROM \"Invitations\" WHERE \"ExpiresUtc\" < CURRENT_TIMESTAMP; "
                + "UPDATE \"Invitations\" SET \"NormalizedEmail\" = UPPER(\"Email\"), \"Link\" = 1, \"LifetimeMinutes\" = 10080, "
                + "\"OpenKey\" = LOWER(REPLACE(CAST(\"OrganizationId\" AS nvarchar(36)), '-', '')) + ':' + UPPER(\"Email\")");

            migrationBuilder.CreateTable(
                name: "OrganizationConsents",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Version = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Culture = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Text = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false, collation: "Latin1_General_100_BIN2"),
                    AcceptedUtc = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: false),
                    WithdrawnUtc = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: true),
                    Address = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OrganizationConsents", x => x.Id);
                    table.ForeignKey(
                        name: "FK_OrganizationConsents_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_OrganizationConsents_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_State_Rank_DueUtc",
                table: "Outbox",
                columns: new[] { "State", "Rank", "DueUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_Memberships_OrganizationId_Kind",
                table: "Memberships",
                columns: new[] { "OrganizationId", "Kind" });

            migrationBuilder.CreateIndex(
                name: "IX_Invitations_NormalizedEmail",
                table: "Invitations",
                column: "NormalizedEmail");

            migrationBuilder.CreateIndex(
                name: "IX_Invitations_OrganizationId_CreatedUtc",
                table: "Invitations",
                columns: new[] { "OrganizationId", "CreatedUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_Invitations_State_ExpiresUtc",
                table: "Invitations",
                columns: new[] { "State", "ExpiresUtc" });

            migrationBuilder.CreateIndex(
                name: "UX_Invitations_OpenKey",
                table: "Invitations",
                column: "OpenKey",
                unique: true,
                filter: "[OpenKey] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_OrganizationConsents_AccountId_OrganizationId",
                table: "OrganizationConsents",
                columns: new[] { "AccountId", "OrganizationId" });

            migrationBuilder.CreateIndex(
                name: "IX_OrganizationConsents_OrganizationId",
                table: "OrganizationConsents",
                column: "OrganizationId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "OrganizationConsents");

            migrationBuilder.DropIndex(
                name: "IX_Outbox_State_Rank_DueUtc",
                table: "Outbox");

            migrationBuilder.DropIndex(
                name: "IX_Memberships_OrganizationId_Kind",
                table: "Memberships");

            migrationBuilder.DropIndex(
                name: "IX_Invitations_NormalizedEmail",
                table: "Invitations");

            migrationBuilder.DropIndex(
                name: "IX_Invitations_OrganizationId_CreatedUtc",
                table: "Invitations");

            migrationBuilder.DropIndex(
                name: "IX_Invitations_State_ExpiresUtc",
                table: "Invitations");

            migrationBuilder.DropIndex(
                name: "UX_Invitations_OpenKey",
                table: "Invitations");

            migrationBuilder.DropColumn(
                name: "Rank",
                table: "Outbox");

            migrationBuilder.DropColumn(
                name: "AccessEndsUtc",
                table: "Memberships");

            migrationBuilder.DropColumn(
                name: "GuestName",
                table: "Memberships");

            migrationBuilder.DropColumn(
                name: "LeftUtc",
                table: "Memberships");

            migrationBuilder.DropColumn(
                name: "MustRedeem",
                table: "Memberships");

            migrationBuilder.DropColumn(
                name: "SponsorId",
                table: "Memberships");

            migrationBuilder.DropColumn(
                name: "TermsVersion",
                table: "Memberships");

            migrationBuilder.DropColumn(
                name: "AccessEndsUtc",
                table: "Invitations");

            migrationBuilder.DropColumn(
                name: "AccountId",
                table: "Invitations");

            migrationBuilder.DropColumn(
                name: "ClosedUtc",
                table: "Invitations");

            migrationBuilder.DropColumn(
                name: "InvitedBy",
                table: "Invitations");

            migrationBuilder.DropColumn(
                name: "LifetimeMinutes",
                table: "Invitations");

            migrationBuilder.DropColumn(
                name: "Link",
                table: "Invitations");

            migrationBuilder.DropColumn(
                name: "MailedLink",
                table: "Invitations");

            migrationBuilder.DropColumn(
                name: "MailedUtc",
                table: "Invitations");

            migrationBuilder.DropColumn(
                name: "Message",
                table: "Invitations");

            migrationBuilder.DropColumn(
                name: "MessageId",
                table: "Invitations");

            migrationBuilder.DropColumn(
                name: "NormalizedEmail",
                table: "Invitations");

            migrationBuilder.DropColumn(
                name: "OpenKey",
                table: "Invitations");

            migrationBuilder.DropColumn(
                name: "OpenedUtc",
                table: "Invitations");

            migrationBuilder.DropColumn(
                name: "RemindedUtc",
                table: "Invitations");

            migrationBuilder.DropColumn(
                name: "State",
                table: "Invitations");

            migrationBuilder.DropColumn(
                name: "Version",
                table: "Invitations");

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_State_DueUtc",
                table: "Outbox",
                columns: new[] { "State", "DueUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_Memberships_OrganizationId",
                table: "Memberships",
                column: "OrganizationId");

            migrationBuilder.CreateIndex(
                name: "IX_Invitations_ExpiresUtc",
                table: "Invitations",
                column: "ExpiresUtc");

            migrationBuilder.CreateIndex(
                name: "IX_Invitations_OrganizationId",
                table: "Invitations",
                column: "OrganizationId");
        }
    }
}
