using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IdentityServer.Web.Factors.Passkey.Ceremonies;

/// <summary>
/// What a browser sends (WebAuthn §5.1, toJSON), read once and written anew: the handler sees exactly the bytes that we looked at, with
/// no second member of nearly the same name.
/// </summary>
internal sealed record CredentialJson
{
    private const int MaxLength = 128 * 1024, MaxIdLength = 1023, MostTransports = 8;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    public required byte[] Id { get; init; }

    public required byte[] ClientData { get; init; }

    /// <summary>Of a registration.</summary>
    public byte[]? AttestationObject { get; init; }

    public IReadOnlyList<string> Transports { get; init; } = [];

    /// <summary>Of a sign-in.</summary>
    public byte[]? AuthenticatorData { get; init; }

    public byte[]? Signature { get; init; }

    public byte[]? UserHandle { get; init; }

    /// <summary>Null for anything that is no credential.</summary>
    public static CredentialJson? Parse(string? json)
    {
        if (json is null or { Length: > MaxLength }) return null;

        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            var response = document.RootElement.GetProperty("response");
            var id = Base64Url.DecodeFromChars(document.RootElement.GetProperty("rawId").GetString());
            return id.Length is 0 or > MaxIdLength ? null : new CredentialJson
            {
                Id = id,
                ClientData = Bytes(response, "clientDataJSON") ?? [],
                AttestationObject = Bytes(response, "attestationObject"),
                Transports = TransportsOf(response),
                AuthenticatorData = Bytes(response, "authenticatorData"),
                Signature = Bytes(response, "signature"),
                UserHandle = Bytes(response, "userHandle"),
            };
        }
        catch (Exception malformed) when (malformed is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    /// <summary>As the handler wants it.</summary>
    public string ToJson()
    {
        var id = Base64Url.EncodeToString(Id);
        var response = new JsonObject { ["clientDataJSON"] = Base64Url.EncodeToString(ClientData) };
        Add(response, "attestationObject", AttestationObject);
        Add(response, "authenticatorData", AuthenticatorData);
        Add(response, "signature", Signature);
        Add(response, "userHandle", UserHandle);
        if (AttestationObject is not null) response["transports"] = new JsonArray([.. Transports.Select(transport => (JsonNode)transport)]);
        return new JsonObject
        {
            ["id"] = id, ["rawId"] = id, ["type"] = "public-key", ["response"] = response, ["clientExtensionResults"] = new JsonObject(),
        }.ToJsonString();
    }

    private static void Add(JsonObject response, string name, byte[]? value)
    {
        if (value is not null) response[name] = Base64Url.EncodeToString(value);
    }

    private static byte[]? Bytes(JsonElement response, string name) =>
        response.TryGetProperty(name, out var value) && value.GetString() is { } text ? Base64Url.DecodeFromChars(text) : null;

    private static List<string> TransportsOf(JsonElement response) =>
        response.TryGetProperty("transports", out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(transport => transport.GetString()).OfType<string>().Where(transport => transport.Length is > 0 and <= 32).Take(MostTransports)]
            : [];
}
