using System.Text.Json;
using IdentityServer.Web.Factors.Passkey.Ceremonies;

namespace IdentityServer.Web.Factors.Passkey;

/// <summary>What a page hands to the factor: which ceremony, and what the authenticator said.</summary>
internal sealed record PasskeyResponse(Guid Ceremony, CredentialJson Credential)
{
    /// <summary>Null for anything else.</summary>
    public static PasskeyResponse? Parse(string? ceremony, string? credential) =>
        Guid.TryParseExact(ceremony, "N", out var id) && CredentialJson.Parse(credential) is { } parsed ? new PasskeyResponse(id, parsed) : null;

    public string ToText() => JsonSerializer.Serialize(new[] { Ceremony.ToString("N"), Credential.ToJson() });

    public static PasskeyResponse? FromText(string text) => JsonSerializer.Deserialize<string[]>(text) is [var ceremony, var credential] ? Parse(ceremony, credential) : null;
}
