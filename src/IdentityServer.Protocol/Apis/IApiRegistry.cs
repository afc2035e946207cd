namespace IdentityServer.Protocol.Apis;

/// <summary>Changes registered APIs. Everything joins the host's unit of work.</summary>
public interface IApiRegistry
{
    /// <summary>All of them, ordered by resource; read past every cache.</summary>
    Task<IReadOnlyList<Api>> ListAsync(CancellationToken ct);

    void Add(Api api);

    void Update(Api api);
}
