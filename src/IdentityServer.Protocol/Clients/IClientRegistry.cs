namespace IdentityServer.Protocol.Clients;

/// <summary>Changes registered clients. Everything joins the host's unit of work.</summary>
public interface IClientRegistry
{
    /// <summary>All of them, ordered by <c>client_id</c>; read past every cache.</summary>
    Task<IReadOnlyList<Client>> ListAsync(CancellationToken ct);

    /// <summary>Those of one organization, ordered by <c>client_id</c>.</summary>
    Task<IReadOnlyList<Client>> ListOfAsync(Guid organizationId, CancellationToken ct);

    void Add(Client client);

    /// <summary>If it is still as it was read (<see cref="Client.Version"/>).</summary>
    void Update(Client client);

    /// <summary>As <see cref="Update"/>, with everything that it was issued, allowed and assigned.</summary>
    void Remove(Client client);
}
