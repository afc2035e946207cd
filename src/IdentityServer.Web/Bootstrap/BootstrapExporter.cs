using System.Text.Encodings.Web;
using System.Text.Json;
using IdentityServer.SignIn.Organizations;
using IdentityServer.Web.Bootstrap.Sections;

namespace IdentityServer.Web.Bootstrap;

/// <summary>Writes the database as a bootstrap file.</summary>
internal sealed class BootstrapExporter(IEnumerable<IBootstrapSection> sections, IOrganizationRegistry registry, TimeProvider clock)
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="withSecrets">
    /// Authenticator apps' secrets too, so that people can go on using them. Keep such a file as you keep the database.
    /// </param>
    internal async Task ExportAsync(Stream stream, bool withSecrets, CancellationToken ct)
    {
        var organizations = await registry.ListAsync(ct);
        var slugs = organizations.ToDictionary(organization => organization.Id, organization => organization.Slug);
        var scope = new ExportScope(slugs, withSecrets, clock.GetUtcNow().UtcDateTime);

        await using var json = new Utf8JsonWriter(stream, Readable);
        json.WriteStartObject();
        foreach (var section in sections)
        {
            json.WriteStartArray(section.Name);
            await section.ExportAsync(json, scope, ct);
            json.WriteEndArray();
        }

        json.WriteEndObject();
        await json.FlushAsync(ct);
    }
}
