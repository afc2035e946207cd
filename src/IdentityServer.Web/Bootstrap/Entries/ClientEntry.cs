using IdentityServer.Protocol.Clients;
using IdentityServer.Web.Bootstrap.Fields;
using IdentityServer.Web.Bootstrap.Json;

namespace IdentityServer.Web.Bootstrap.Entries;

/// <summary>
/// One of "clients": RFC 7591 metadata and ours. As in RFC 7592 §2.2 it states all of the client: a field that is left out has
/// its default. Only secrets that are left out stay as they are.
/// </summary>
internal sealed record ClientEntry(Client Client, Given<string>? Organization, IReadOnlyList<SecretEntry>? Secrets, Func<string, Place> At)
{
    internal static ClientEntry? Read(JsonPart part, Problems problems)
    {
        if (FieldReader.Open(part, problems) is not { } fields) return null;

        var organization = fields.Take("organization", new TextForm(Rules.Slug));
        var secrets = SecretEntry.ReadAll(fields);
        var metadata = ClientMetadata.Take(fields);
        fields.Close();
        if (metadata is null) return null;

        foreach (var problem in ClientValidation.Check(metadata)) problems.Report(fields.At(problem.Field), problem.Sentence);
        if (metadata.IsPublic && secrets is { Count: > 0 })
            problems.Report(secrets[0].Place, "a client that authenticates with \"none\" has no secret");
        return new(metadata, organization, secrets, fields.At);
    }
}
