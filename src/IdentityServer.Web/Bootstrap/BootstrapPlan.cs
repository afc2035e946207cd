using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Bootstrap.Fields;
using IdentityServer.Web.Bootstrap.Json;

namespace IdentityServer.Web.Bootstrap;

/// <summary>What applying a document will do. Nothing is written before all of it is known to be right.</summary>
internal sealed class BootstrapPlan(BootstrapDocument document, DateTime nowUtc)
{
    private readonly Problems _problems = new(document.FileName);
    private readonly List<(string What, Action Write)> _changes = [];

    internal BootstrapDocument Document => document;

    internal DateTime NowUtc => nowUtc;

    internal IReadOnlyList<BootstrapProblem> Problems => _problems.InOrder;

    internal IReadOnlyList<string> Changes => [.. _changes.Select(change => change.What)];

    /// <summary>By slug, those of the database and those of the file.</summary>
    internal Dictionary<string, Organization> Organizations { get; } = new(StringComparer.Ordinal);

    internal HashSet<string> Scopes { get; } = new(StringComparer.Ordinal);

    internal HashSet<string> ClientIds { get; } = new(StringComparer.Ordinal);

    /// <summary>Somebody changed the database while the plan was made: parts of it contradict each other.</summary>
    internal bool IsTorn { get; private set; }

    internal void Tear() => IsTorn = true;

    internal void Report(Place place, string sentence) => _problems.Report(place, sentence);

    internal void Change(string what, Action write) => _changes.Add((what, write));

    /// <summary>Adds to the unit of work.</summary>
    internal void Write()
    {
        foreach (var (_, write) in _changes) write();
    }

    /// <summary>The organization that the file names, null if it names none or (reported) one that doesn't exist.</summary>
    internal Organization? Find(Given<string>? slug) => slug is null ? null : Find(slug.Value, slug.Place);

    internal Organization? Find(string slug, Place place)
    {
        if (Organizations.TryGetValue(slug, out var organization)) return organization;

        Report(place, $"there is no organization \"{slug}\"");
        return null;
    }
}
