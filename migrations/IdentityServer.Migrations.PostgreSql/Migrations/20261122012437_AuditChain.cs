using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace IdentityServer.Migrations.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class AuditChain : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "Hash",
                table: "Audit",
                type: "bytea",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Sequence",
                table: "Audit",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "AuditChain",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    Hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    Seal = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: true),
                    SealedUtc = table.Column<DateTime>(type: "timestamp(6) with time zone", precision: 6, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditChain", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AuditDays",
                columns: table => new
                {
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uuid", nullable: false),
                    Event = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Succeeded = table.Column<bool>(type: "boolean", nullable: false),
                    Entries = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditDays", x => new { x.Day, x.OrganizationId, x.Event, x.Succeeded });
                });

            migrationBuilder.InsertData(
                table: "AuditChain",
                columns: new[] { "Id", "Hash", "Number", "Seal", "SealedUtc" },
                values: new object[] { 1, new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, 0L, null, null });

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_OrganizationId_CreatedUtc",
                table: "Outbox",
                columns: new[] { "OrganizationId", "CreatedUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_Audit_ActorId_AtUtc",
                table: "Audit",
                columns: new[] { "ActorId", "AtUtc" },
                filter: "\"ActorId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Audit_Address_AtUtc",
                table: "Audit",
                columns: new[] { "Address", "AtUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_Audit_ClientId_AtUtc",
                table: "Audit",
                columns: new[] { "ClientId", "AtUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_Audit_Event_AtUtc",
                table: "Audit",
                columns: new[] { "Event", "AtUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_Audit_JourneyId_AtUtc",
                table: "Audit",
                columns: new[] { "JourneyId", "AtUtc" },
                filter: "\"JourneyId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Audit_OrganizationId_AtUtc",
                table: "Audit",
                columns: new[] { "OrganizationId", "AtUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_Audit_Sequence_AtUtc",
                table: "Audit",
                columns: new[] { "Sequence", "AtUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_Audit_Targets",
                table: "Audit",
                column: "AtUtc",
                filter: "\"Target\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AuditChain");

            migrationBuilder.DropTable(
                name: "AuditDays");

            migrationBuilder.DropIndex(
                name: "IX_Outbox_OrganizationId_CreatedUtc",
                table: "Outbox");

            migrationBuilder.DropIndex(
                name: "IX_Audit_ActorId_AtUtc",
                table: "Audit");

            migrationBuilder.DropIndex(
                name: "IX_Audit_Address_AtUtc",
                table: "Audit");

            migrationBuilder.DropIndex(
                name: "IX_Audit_ClientId_AtUtc",
                table: "Audit");

            migrationBuilder.DropIndex(
                name: "IX_Audit_Event_AtUtc",
                table: "Audit");

            migrationBuilder.DropIndex(
                name: "IX_Audit_JourneyId_AtUtc",
                table: "Audit");

            migrationBuilder.DropIndex(
                name: "IX_Audit_OrganizationId_AtUtc",
                table: "Audit");

            migrationBuilder.DropIndex(
                name: "IX_Audit_Sequence_AtUtc",
                table: "Audit");

            migrationBuilder.DropIndex(
                name: "IX_Audit_Targets",
                table: "Audit");

            migrationBuilder.DropColumn(
                name: "Hash",
                table: "Audit");

            migrationBuilder.DropColumn(
                name: "Sequence",
                table: "Audit");
        }
    }
}
