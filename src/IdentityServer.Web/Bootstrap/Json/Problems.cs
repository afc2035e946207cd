namespace IdentityServer.Web.Bootstrap.Json;

/// <summary>Collects what is wrong with a file, so that all of it is told at once.</summary>
internal sealed class Problems(string file)
{
    private readonly List<BootstrapProblem> _found = [];

    internal bool Any => _found.Count > 0;

    internal IReadOnlyList<BootstrapProblem> InOrder => [.. _found.OrderBy(problem => problem.Line).ThenBy(problem => problem.Column)];

    /// <summary>Another kind of value should stand here.</summary>
    internal void ReportKind(JsonPart part, string expected)
    {
        if (part is not JsonPart.Broken) Report(part.Place, $"this must be {expected}, not {part.Kind}");
    }

    internal void Report(Place place, string sentence) => _found.Add(new(file, place.Line, place.Column, place.Path, sentence));
}
