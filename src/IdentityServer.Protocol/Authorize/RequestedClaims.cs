using System.Text;
using System.Text.Json;
using IdentityServer.Protocol.Jose;
using IdentityServer.Protocol.Tokens;

namespace IdentityServer.Protocol.Authorize;

/// <summary>Claims asked for one by one (OpenID Connect Core §5.5): the names that are known here, for each place.</summary>
public sealed record RequestedClaims
{
    public required IReadOnlyList<string> IdToken { get; init; }

    public required IReadOnlyList<string> UserInfo { get; init; }

    /// <summary>The account that must be the one that signs in.</summary>
    public string? Subject { get; init; }

    public required IReadOnlyList<string> AcrValues { get; init; }

    public bool EssentialAcr { get; init; }

    internal static RequestedClaims None { get; } = new() { IdToken = [], UserInfo = [], AcrValues = [] };

    /// <summary>Null if it is not what §5.5 describes. Members that are not understood are ignored, as it says.</summary>
    internal static RequestedClaims? Parse(string json)
    {
        if (StrictJson.ParseObject(Encoding.UTF8.GetBytes(json)) is not { } root) return null;
        if (!TryMember(root, "id_token", out var idToken) || !TryMember(root, "userinfo", out var userInfo)) return null;

        var acr = idToken is { } place && place.TryGetProperty("acr", out var asked) && asked.ValueKind == JsonValueKind.Object ? asked : (JsonElement?)null;
        return new RequestedClaims
        {
            IdToken = Names(idToken),
            UserInfo = Names(userInfo),
            Subject = SubjectIn(idToken) ?? SubjectIn(userInfo),
            AcrValues = acr is { } values ? Values(values) : [],
            EssentialAcr = acr is { } request && request.TryGetProperty("essential", out var essential) && essential.ValueKind == JsonValueKind.True,
        };
    }

    private static bool TryMember(JsonElement root, string name, out JsonElement? member)
    {
        member = root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
        return member is null || value.ValueKind == JsonValueKind.Object;
    }

    private static List<string> Names(JsonElement? place) =>
        place is { } claims ? [.. ClaimNames.All.Where(name => claims.TryGetProperty(name, out _))] : [];

    private static string? SubjectIn(JsonElement? place) =>
        place is { } claims && claims.TryGetProperty("sub", out var sub) && sub.ValueKind == JsonValueKind.Object ? StrictJson.Text(sub, "value") : null;

    private static List<string> Values(JsonElement acr)
    {
        if (StrictJson.Text(acr, "value") is { } one) return [one];

        return acr.TryGetProperty("values", out var many) && many.ValueKind == JsonValueKind.Array
            ? [.. many.EnumerateArray().Select(StrictJson.Text).OfType<string>()]
            : [];
    }
}
