namespace IdentityServer.SignIn.Journeys;

/// <summary>Keeps journeys.</summary>
public interface IJourneyStore
{
    /// <summary>Joins the unit of work.</summary>
    void Add(Journey journey);

    Task<Journey?> FindAsync(Guid id, CancellationToken ct);

    /// <summary>Joins the unit of work; a journey that was saved by another request meanwhile makes the save a <see cref="SaveOutcome.Conflict"/>.</summary>
    /// <returns>The journey as it is once saved: what this request changes next is based on that version.</returns>
    Journey Update(Journey journey);

    /// <summary>Finishes it by one statement, effective at once; false if it is finished already.</summary>
    Task<bool> TryFinishAsync(Guid id, DateTime nowUtc, CancellationToken ct);
}
