namespace IdentityServer.Storage.Sql;

/// <summary>One parameter of a statement, typed so that both databases get the column's own type (nulls included), without boxing.</summary>
internal readonly struct SqlValue
{
    private SqlValue(SqlType type, object? reference = null, Guid guid = default, long number = 0)
    {
        Type = type;
        Reference = reference;
        Guid = guid;
        Number = number;
    }

    public SqlType Type { get; }

    public object? Reference { get; }

    public Guid Guid { get; }

    public long Number { get; }

    public bool IsNull { get; private init; }

    public DateTime Time => new(Number, DateTimeKind.Utc);

    public static implicit operator SqlValue(Guid value) => new(SqlType.Guid, guid: value);

    public static implicit operator SqlValue(Guid? value) => new(SqlType.Guid, guid: value ?? default) { IsNull = value is null };

    public static implicit operator SqlValue(string? value) => new(SqlType.Text, value) { IsNull = value is null };

    public static implicit operator SqlValue(byte[]? value) => new(SqlType.Binary, value) { IsNull = value is null };

    public static implicit operator SqlValue(int value) => new(SqlType.Int, number: value);

    public static implicit operator SqlValue(long value) => new(SqlType.Long, number: value);

    public static implicit operator SqlValue(bool value) => new(SqlType.Bool, number: value ? 1 : 0);

    public static implicit operator SqlValue(DateTime value) => new(SqlType.Time, number: value.Ticks);

    public static implicit operator SqlValue(DateTime? value) => new(SqlType.Time, number: value?.Ticks ?? 0) { IsNull = value is null };

    public static implicit operator SqlValue(DateOnly value) => new(SqlType.Date, number: value.DayNumber);
}

internal enum SqlType
{
    Guid,
    Text,
    Binary,
    Int,
    Long,
    Bool,
    Time,
    Date,
}
