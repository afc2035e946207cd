namespace IdentityServer.Protocol.Clients;

/// <summary>Changes registered clients. Everything joins the host's unit of work.</summary>
public interface IClientRegistry
{
    /// <summary>All of them, ordered by <c>client_id</c>; read past every cache.</summary>
    Task<IReadOnlyList<Client>> ListAsync(CancellationToken ct);

    /// <summary>Those of one organization, ordered by <c>client_id</c>.</summary>
    Task<IReadOnlyList<Client>> ListOfAsync(Guid organizationId, CancellationToken ct);

    void Add(Client client);

    void Update(Client client);
}
