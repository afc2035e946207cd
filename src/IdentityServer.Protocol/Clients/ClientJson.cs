using System.Text.Json;

namespace IdentityServer.Protocol.Clients;

/// <summary>Writes and reads a client as RFC 7591 metadata. Secrets and the owning organization are not part of it.</summary>
public static class ClientJson
{
    public static string Serialize(Client client) => JsonSerializer.Serialize(ClientDocument.From(client), ClientDocumentJson.Default.ClientDocument);

    /// <summary>Throws <see cref="JsonException"/> where it is no client metadata.</summary>
    public static Client Deserialize(string json) =>
        JsonSerializer.Deserialize(json, ClientDocumentJson.Default.ClientDocument)?.ToClient() ?? throw new JsonException("There is no client here.");
}
