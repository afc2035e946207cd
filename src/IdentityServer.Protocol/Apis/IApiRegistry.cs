namespace IdentityServer.Protocol.Apis;

/// <summary>Changes registered APIs. Everything joins the host's unit of work.</summary>
public interface IApiRegistry
{
    /// <summary>All of them, ordered by resource; read past every cache.</summary>
    Task<IReadOnlyList<Api>> ListAsync(CancellationToken ct);

    void Add(Api api);

    /// <summary>If it is still as it was read (<see cref="Api.Version"/>).</summary>
    void Update(Api api);

    /// <inheritdoc cref="Update"/>
    void Remove(Api api);
}
