using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace IdentityServer.Migrations.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class Challenges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Challenges",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Purpose = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    JourneyId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    CodeHash = table.Column<byte[]>(type: "binary(32)", fixedLength: true, maxLength: 32, nullable: true),
                    State = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Answer = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    TriesLeft = table.Column<int>(type: "int", nullable: false),
                    CreatedUtc = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: false),
                    ExpiresUtc = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: false),
                    AnsweredUtc = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: true),
                    ConsumedUtc = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Challenges", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Devices",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    TokenHash = table.Column<byte[]>(type: "binary(32)", fixedLength: true, maxLength: 32, nullable: false),
                    FirstSeenUtc = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: false),
                    LastSeenUtc = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: false),
                    RememberedUtc = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: true),
                    Address = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true, collation: "Latin1_General_100_BIN2"),
                    UserAgent = table.Column<string>(type: "nvarchar(256)", maxLength: 256, nullable: true, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Devices", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Devices_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Quotas",
                columns: table => new
                {
                    KeyHash = table.Column<byte[]>(type: "binary(32)", fixedLength: true, maxLength: 32, nullable: false),
                    Used = table.Column<int>(type: "int", nullable: false),
                    EndsUtc = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Quotas", x => x.KeyHash);
                });

            migrationBuilder.CreateTable(
                name: "RevocationLists",
                columns: table => new
                {
                    SourceHash = table.Column<byte[]>(type: "binary(32)", fixedLength: true, maxLength: 32, nullable: false),
                    Content = table.Column<byte[]>(type: "varbinary(max)", maxLength: -1, nullable: false),
                    Number = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true, collation: "Latin1_General_100_BIN2"),
                    FetchedUtc = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: false),
                    NextUpdateUtc = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RevocationLists", x => x.SourceHash);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Challenges_AccountId",
                table: "Challenges",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_Challenges_ExpiresUtc",
                table: "Challenges",
                column: "ExpiresUtc");

            migrationBuilder.CreateIndex(
                name: "IX_Challenges_JourneyId",
                table: "Challenges",
                column: "JourneyId");

            migrationBuilder.CreateIndex(
                name: "IX_Devices_AccountId_TokenHash",
                table: "Devices",
                columns: new[] { "AccountId", "TokenHash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Devices_LastSeenUtc",
                table: "Devices",
                column: "LastSeenUtc");

            migrationBuilder.CreateIndex(
                name: "IX_Quotas_EndsUtc",
                table: "Quotas",
                column: "EndsUtc");

            migrationBuilder.CreateIndex(
                name: "IX_RevocationLists_FetchedUtc",
                table: "RevocationLists",
                column: "FetchedUtc");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Challenges");

            migrationBuilder.DropTable(
                name: "Devices");

            migrationBuilder.DropTable(
                name: "Quotas");

            migrationBuilder.DropTable(
                name: "RevocationLists");
        }
    }
}
