using System.Text.Json;
using System.Text.Json.Serialization;

namespace IdentityServer.Protocol.Clients;

/// <summary>Writes and reads a client as RFC 7591 metadata. Secrets and the owning organization are not part of it.</summary>
public static class ClientJson
{
    public static string Serialize(Client client) => JsonSerializer.Serialize(client, ClientJsonContext.Default.Client);

    /// <summary>Throws <see cref="JsonException"/> where it is no client metadata.</summary>
    public static Client Deserialize(string json) =>
        JsonSerializer.Deserialize(json, ClientJsonContext.Default.Client) ?? throw new JsonException("There is no client here.");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(Client))]
internal sealed partial class ClientJsonContext : JsonSerializerContext;
