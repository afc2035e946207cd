using System.Data.Common;
using IdentityServer.SignIn.Devices;
using IdentityServer.Storage.Saving;
using IdentityServer.Storage.Sql;

namespace IdentityServer.Storage.Devices;

internal sealed class DeviceStore(UnitOfWork work, Database database) : IDeviceStore
{
    private static readonly string[] Columns =
    [
        nameof(DeviceRow.Id), nameof(DeviceRow.AccountId), nameof(DeviceRow.TokenHash), nameof(DeviceRow.FirstSeenUtc), nameof(DeviceRow.LastSeenUtc),
        nameof(DeviceRow.RememberedUtc), nameof(DeviceRow.Address), nameof(DeviceRow.UserAgent),
    ];

    private static readonly Statement FindOne = new($"""SELECT {Statement.List("", Columns)} FROM "Devices" WHERE "AccountId" = @p1 AND "TokenHash" = @p2""") { SharesTrips = true };

    private static readonly Statement FindAll = new($"""SELECT {Statement.List("", Columns)} FROM "Devices" WHERE "AccountId" = @p1 ORDER BY "LastSeenUtc" DESC""");

    private const string Values = "(@p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8)";

    private const string Seen =
        """
        "LastSeenUtc" = @p5, "RememberedUtc" = COALESCE(@p6, d."RememberedUtc"), "Address" = @p7, "UserAgent" = @p8
        """;

    // The id that comes back is the new one only where the row is.
    private static readonly Statement SeeOne = new(
        $"""
        INSERT INTO "Devices" AS d ({Statement.List("", Columns)}) VALUES {Values}
        ON CONFLICT ("AccountId", "TokenHash") DO UPDATE SET {Seen}
        RETURNING d."Id"
        """,
        $"""
        MERGE "Devices" WITH (HOLDLOCK) AS d
        USING (SELECT @p2 AS "AccountId", @p3 AS "TokenHash") AS s ON d."AccountId" = s."AccountId" AND d."TokenHash" = s."TokenHash"
        WHEN MATCHED THEN UPDATE SET {Seen}
        WHEN NOT MATCHED THEN INSERT ({Statement.List("", Columns)}) VALUES {Values}
        OUTPUT inserted."Id";
        """);

    private static readonly Statement ForgetOne = new("""DELETE FROM "Devices" WHERE "AccountId" = @p1 AND "Id" = @p2""");

    private static readonly Statement ForgetAll = new("""DELETE FROM "Devices" WHERE "AccountId" = @p1""");

    public Task<Device?> FindAsync(Guid accountId, byte[] tokenHash, CancellationToken ct) => database.FirstAsync(FindOne, [accountId, tokenHash], Read, ct);

    public async Task<bool> SeeAsync(Device device, CancellationToken ct) =>
        await database.FirstAsync(SeeOne, ValuesOf(device), static reader => reader.GetGuid(0), ct) == device.Id;

    public void See(Device device) => work.Write(device.Id, new PendingWrite(SeeOne, ValuesOf(device)));

    public async Task<IReadOnlyList<Device>> ListAsync(Guid accountId, CancellationToken ct) => await database.ListAsync(FindAll, [accountId], Read, ct);

    public Task ForgetAsync(Guid accountId, Guid? deviceId, CancellationToken ct) => deviceId is { } one
        ? database.ExecuteAsync(ForgetOne, [accountId, one], ct)
        : database.ExecuteAsync(ForgetAll, [accountId], ct);

    private static SqlValue[] ValuesOf(Device device) =>
        [device.Id, device.AccountId, device.TokenHash, device.FirstSeenUtc, device.LastSeenUtc, device.RememberedUtc, device.Address, device.UserAgent];

    private static Device Read(DbDataReader reader) => new()
    {
        Id = reader.GetGuid(0),
        AccountId = reader.GetGuid(1),
        TokenHash = reader.GetFieldValue<byte[]>(2),
        FirstSeenUtc = reader.Utc(3),
        LastSeenUtc = reader.Utc(4),
        RememberedUtc = reader.UtcOrNull(5),
        Address = reader.TextOrNull(6),
        UserAgent = reader.TextOrNull(7),
    };
}
