using System.Text.Json;

namespace IdentityServer.Web.Bootstrap.Sections;

/// <summary>One of the file's lists: brings it into the database and writes it from there. They run in the order of their registration.</summary>
internal interface IBootstrapSection
{
    /// <summary>The field of the document.</summary>
    string Name { get; }

    /// <summary>Compares with the database; adds problems and changes to the plan, and writes nothing.</summary>
    Task PlanAsync(BootstrapPlan plan, CancellationToken ct);

    /// <summary>Writes the items of the list.</summary>
    Task ExportAsync(Utf8JsonWriter json, ExportScope scope, CancellationToken ct);
}

/// <summary>What an export needs throughout.</summary>
/// <param name="Slugs">Of every organization, by its id.</param>
/// <param name="WithSecrets">Authenticator apps' secrets too.</param>
internal sealed record ExportScope(IReadOnlyDictionary<Guid, string> Slugs, bool WithSecrets, DateTime NowUtc);
