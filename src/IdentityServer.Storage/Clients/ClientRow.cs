using IdentityServer.Protocol.Clients;
using IdentityServer.Storage.Accounts;
using IdentityServer.Storage.Model;

namespace IdentityServer.Storage.Clients;

/// <summary>A registered client.</summary>
internal sealed class ClientRow
{
    public const int IdLength = 200;

    public const int SearchTextLength = 500;

    public required string ClientId { get; init; }

    public Guid? OrganizationId { get; init; }

    /// <summary>JSON: RFC 7591 metadata.</summary>
    public required string Metadata { get; init; }

    /// <summary>JSON: hashes.</summary>
    public required string Secrets { get; init; }

    /// <summary>Name and <c>client_id</c>, as they are searched (<see cref="AccountSearchText.Fold"/>).</summary>
    public required string SearchText { get; init; }

    /// <summary>The concurrency token.</summary>
    public Guid Version { get; init; }

    public static ClientRow From(Client client) => new()
    {
        ClientId = client.ClientId,
        OrganizationId = client.OrganizationId,
        Metadata = StoredJson.Write(client),
        Secrets = StoredJson.Write(client.Secrets),
        SearchText = SearchTextOf(client),
        Version = client.Version,
    };

    public Client ToClient() => StoredJson.ReadClient(Metadata) with
    {
        OrganizationId = OrganizationId,
        Secrets = StoredJson.ReadSecrets(Secrets),
        Version = Version,
    };

    private static string SearchTextOf(Client client)
    {
        var text = AccountSearchText.Fold($"{client.ClientName} {client.ClientId}");
        return text.Length <= SearchTextLength ? text : text[..SearchTextLength];
    }
}
