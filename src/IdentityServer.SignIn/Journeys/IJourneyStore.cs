using IdentityServer.SignIn.Accounts;

namespace IdentityServer.SignIn.Journeys;

/// <summary>Keeps journeys.</summary>
public interface IJourneyStore
{
    /// <summary>Joins the unit of work.</summary>
    void Add(Journey journey);

    Task<Journey?> FindAsync(Guid id, CancellationToken ct);

    /// <summary>
    /// The journey and whom it is about, with their tie to the organization that its state names (where it names none, to their own), in one
    /// round trip; null if there is no such journey.
    /// </summary>
    Task<JourneyOfPerson?> FindWithPersonAsync(Guid id, CancellationToken ct);

    /// <summary>Joins the unit of work; a journey that was saved by another request meanwhile makes the save a <see cref="SaveOutcome.Conflict"/>.</summary>
    /// <returns>The journey as it is once saved: what this request changes next is based on that version.</returns>
    Journey Update(Journey journey);

    /// <summary>Finishes it by one statement, effective at once; false if it is finished already.</summary>
    Task<bool> TryFinishAsync(Guid id, DateTime nowUtc, CancellationToken ct);

    /// <summary>As the other, but false too if another request has saved the journey since this one read it.</summary>
    Task<bool> TryFinishAsync(Journey journey, DateTime nowUtc, CancellationToken ct);
}

/// <summary>A journey; the person is null where nobody was named, or nobody has that name.</summary>
public sealed record JourneyOfPerson(Journey Journey, Person? Person);
