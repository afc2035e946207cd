using IdentityServer.Web.Bootstrap.Fields;
using IdentityServer.Web.Bootstrap.Json;

namespace IdentityServer.Web.Bootstrap.Entries;

/// <summary>One of "invitations".</summary>
internal sealed record InvitationEntry(Given<string> Organization, Given<string> Email, Func<string, Place> At)
{
    internal string? DisplayName { get; private init; }

    internal string? Culture { get; private init; }

    internal Given<string>? ClientId { get; private init; }

    internal static InvitationEntry? Read(JsonPart part, Problems problems)
    {
        if (FieldReader.Open(part, problems) is not { } fields) return null;

        var organization = fields.Take("organization", new TextForm(Rules.Slug), required: true);
        var email = fields.Take("email", new TextForm(Rules.Email), required: true);
        var displayName = fields.Take("displayName", new TextForm(Rules.Line(200)));
        var culture = fields.Take("culture", new TextForm(Rules.OneOf("culture", "en", "fr")));
        var clientId = fields.Take("client_id", new TextForm(Rules.Line(200)));
        fields.Close();
        if (organization is null || email is null) return null;

        return new(organization, email, fields.At) { DisplayName = displayName?.Value, Culture = culture?.Value, ClientId = clientId };
    }
}
