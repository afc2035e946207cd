namespace IdentityServer.Storage.Sql;

/// <summary>
/// A statement in both dialects. Names are quoted as the standard has it; parameters are written <c>@p1</c>, <c>@p2</c>, … and become
/// <c>$1</c>, <c>$2</c> for PostgreSQL, whose driver then need not parse the text.
/// </summary>
internal sealed record Statement
{
    public Statement(string postgreSql, string sqlServer)
    {
        PostgreSql = postgreSql.Replace("@p", "$", StringComparison.Ordinal);
        SqlServer = sqlServer;
        OnlyReads = postgreSql.TrimStart().StartsWith("SELECT", StringComparison.Ordinal);
    }

    /// <summary>For text that both understand.</summary>
    public Statement(string both)
        : this(both, both)
    {
    }

    public string PostgreSql { get; }

    public string SqlServer { get; }

    public bool OnlyReads { get; }

    /// <summary>
    /// Goes together with others in one round trip: reads with reads, changes with changes, which then share a commit. They all wait until the
    /// last is done: only for what finds its rows by a key, or changes a single row that hardly anybody else asks for.
    /// </summary>
    public bool SharesTrips { get; init; }

    /// <param name="columns">Unquoted names, in the order of the parameters.</param>
    public static Statement Insert(string table, params string[] columns) =>
        new($"""INSERT INTO "{table}" ({List("", columns)}) VALUES ({Parameters(columns.Length)})""");

    /// <summary>An update that also returns the changed rows.</summary>
    /// <param name="columns">Unquoted names, in the order in which they are read.</param>
    public static Statement UpdateReturning(string table, string set, string where, string[] columns) => new(
        $"""UPDATE "{table}" SET {set} WHERE {where} RETURNING {List("", columns)}""",
        $"""UPDATE "{table}" SET {set} OUTPUT {List("inserted.", columns)} WHERE {where}""");

    /// <summary>Quoted names, each after <paramref name="prefix"/>.</summary>
    public static string List(string prefix, string[] columns) => string.Join(", ", columns.Select(name => $"{prefix}\"{name}\""));

    /// <summary><c>@p1, @p2, …</c></summary>
    public static string Parameters(int count, int first = 1) => string.Join(", ", Enumerable.Range(first, count).Select(n => $"@p{n}"));
}
