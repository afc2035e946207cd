using IdentityServer.Protocol.Clients;
using IdentityServer.Storage.Model;

namespace IdentityServer.Storage.Clients;

/// <summary>A registered client.</summary>
internal sealed class ClientRow
{
    public const int IdLength = 200;

    public required string ClientId { get; init; }

    public Guid? OrganizationId { get; init; }

    /// <summary>JSON: RFC 7591 metadata.</summary>
    public required string Metadata { get; init; }

    /// <summary>JSON: hashes.</summary>
    public required string Secrets { get; init; }

    public static ClientRow From(Client client) => new()
    {
        ClientId = client.ClientId,
        OrganizationId = client.OrganizationId,
        Metadata = StoredJson.Write(client),
        Secrets = StoredJson.Write(client.Secrets),
    };

    public Client ToClient() => StoredJson.ReadClient(Metadata) with
    {
        OrganizationId = OrganizationId,
        Secrets = StoredJson.ReadSecrets(Secrets),
    };
}
