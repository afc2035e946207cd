using IdentityServer.Web.Bootstrap.Fields;
using IdentityServer.Web.Bootstrap.Json;

namespace IdentityServer.Web.Bootstrap.Entries;

/// <summary>A client's secret, or its hash as the export writes it.</summary>
internal sealed record SecretEntry(string Secret, DateTime? ExpiresUtc, Place Place)
{
    /// <summary>Two may be valid at a time, so that a secret can be changed without an outage.</summary>
    private const int Most = 2;

    private static readonly TextForm SecretText = new(Rules.ClientSecret);

    /// <summary>Prints no secret.</summary>
    public override string ToString() => $"SecretEntry at {Place}";

    /// <summary>From "client_secret" or "client_secrets"; null where neither is given.</summary>
    internal static IReadOnlyList<SecretEntry>? ReadAll(FieldReader client)
    {
        var one = client.Take("client_secret", SecretText);
        var several = client.Take("client_secrets");
        if (one is not null && several is not null) client.Problems.Report(several.Place, "give either client_secret or client_secrets");
        if (one is not null) return [new(one.Value, null, one.Place)];

        switch (several)
        {
            case null or JsonPart.Nothing:
                return null;
            case JsonPart.List list:
                if (list.Items.Count is 0 or > Most) client.Problems.Report(list.Place, $"a client has one secret, or {Most} while it is being changed");
                return [.. list.Items.Select(item => Read(item, client.Problems)).OfType<SecretEntry>()];
            default:
                client.Problems.ReportKind(several, "a list");
                return null;
        }
    }

    private static SecretEntry? Read(JsonPart part, Problems problems)
    {
        if (part is JsonPart.Text) return SecretText.TryRead(part, problems, out var text) ? new(text, null, part.Place) : null;
        if (FieldReader.Open(part, problems) is not { } fields) return null;

        var secret = fields.Take("client_secret", SecretText, required: true);
        var expires = fields.Take("expires_at", new TimeForm());
        fields.Close();
        return secret is null ? null : new(secret.Value, expires?.Value, secret.Place);
    }
}
