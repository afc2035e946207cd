namespace IdentityServer.Protocol.Assignments;

/// <summary>Keeps assignments, one for each account and application.</summary>
public interface IAssignmentStore
{
    Task<Assignment?> FindAsync(string clientId, Guid accountId, CancellationToken ct);

    /// <summary>All of a person, by <c>client_id</c>.</summary>
    Task<IReadOnlyList<Assignment>> ListOfAsync(Guid accountId, CancellationToken ct);

    /// <summary>All there are, by <c>client_id</c>, then by account.</summary>
    Task<IReadOnlyList<Assignment>> ListAsync(CancellationToken ct);

    /// <summary>How many people an application has.</summary>
    Task<int> CountAsync(string clientId, CancellationToken ct);

    /// <summary>Adds or replaces; joins the unit of work. The moment of the first one stays.</summary>
    void Save(Assignment assignment);

    /// <summary>Joins the unit of work.</summary>
    void Remove(string clientId, Guid accountId);
}
