namespace IdentityServer.Web.Shared;

/// <summary>Where in a list a page stands, and the way to the others.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Size">Rows on a full page.</param>
/// <param name="Count">Rows on this one.</param>
/// <param name="Path">Without a query.</param>
/// <param name="Filters">Parts of the query that stay; null ones are left out.</param>
public sealed record Pager(int Number, int Size, int Count, int Total, string Path, IReadOnlyDictionary<string, string?> Filters)
{
    public const string Parameter = "number";

    public int First => ((Number - 1) * Size) + 1;

    public int Last => First + Count - 1;

    public string PathOf(int number) =>
        Path + QueryString.Create(Filters.Where(filter => !string.IsNullOrEmpty(filter.Value)).Append(new(Parameter, $"{number}")));
}
