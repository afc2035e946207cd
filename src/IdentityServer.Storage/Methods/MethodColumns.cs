using System.Data.Common;
using IdentityServer.SignIn.Methods;
using IdentityServer.Storage.Sql;

namespace IdentityServer.Storage.Methods;

/// <summary>A method's columns in the order in which hand-written statements read them, and the ways between record and row.</summary>
internal static class MethodColumns
{
    public static readonly string[] All =
    [
        nameof(MethodRow.Id), nameof(MethodRow.AccountId), nameof(MethodRow.FactorKey), nameof(MethodRow.LookupKey), nameof(MethodRow.State),
        nameof(MethodRow.Counter), nameof(MethodRow.Label), nameof(MethodRow.IsDefault), nameof(MethodRow.CreatedUtc), nameof(MethodRow.LastUsedUtc),
    ];

    public static Method Read(DbDataReader reader, int first) => new()
    {
        Id = reader.GetGuid(first),
        AccountId = reader.GetGuid(first + 1),
        FactorKey = reader.GetString(first + 2),
        LookupKey = reader.TextOrNull(first + 3),
        State = reader.GetString(first + 4),
        Counter = reader.GetInt64(first + 5),
        Label = reader.TextOrNull(first + 6),
        IsDefault = reader.GetBoolean(first + 7),
        CreatedUtc = reader.Utc(first + 8),
        LastUsedUtc = reader.UtcOrNull(first + 9),
    };

    public static MethodRow ToRow(Method method) => new()
    {
        Id = method.Id,
        AccountId = method.AccountId,
        FactorKey = method.FactorKey,
        LookupKey = method.LookupKey,
        State = method.State,
        Counter = method.Counter,
        Label = method.Label,
        IsDefault = method.IsDefault,
        CreatedUtc = method.CreatedUtc,
        LastUsedUtc = method.LastUsedUtc,
    };

    public static Method ToMethod(MethodRow row) => new()
    {
        Id = row.Id,
        AccountId = row.AccountId,
        FactorKey = row.FactorKey,
        LookupKey = row.LookupKey,
        State = row.State,
        Counter = row.Counter,
        Label = row.Label,
        IsDefault = row.IsDefault,
        CreatedUtc = row.CreatedUtc,
        LastUsedUtc = row.LastUsedUtc,
    };
}
