namespace IdentityServer.SignIn;

/// <summary>Saves what a use case has added and changed, once, in one transaction.</summary>
public interface IUnitOfWork
{
    /// <summary>Nothing waits to be saved.</summary>
    bool IsEmpty { get; }

    /// <summary>Saves. Anything but <see cref="SaveOutcome.Saved"/> means that nothing was saved and the unit of work is empty again.</summary>
    Task<SaveOutcome> SaveAsync(CancellationToken ct);
}

/// <summary>How a save ended.</summary>
public abstract record SaveOutcome
{
    private SaveOutcome()
    {
    }

    /// <summary>All of it is in the database.</summary>
    public sealed record Saved : SaveOutcome;

    /// <summary>Another request has changed one of the records meanwhile.</summary>
    public sealed record Conflict : SaveOutcome;

    /// <summary>A unique value belongs to somebody else. <paramref name="Field"/> is userName, email, phone, slug, clientId or resource.</summary>
    public sealed record Taken(string Field) : SaveOutcome;
}
