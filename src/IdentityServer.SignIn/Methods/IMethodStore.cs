namespace IdentityServer.SignIn.Methods;

/// <summary>Keeps methods.</summary>
public interface IMethodStore
{
    /// <summary>Joins the unit of work.</summary>
    void Add(Method method);

    /// <summary>
    /// Raises the counter and notes the use, by one statement; false if it stands at <paramref name="counter"/> or beyond already,
    /// so of two requests with the same proof one loses.
    /// </summary>
    Task<bool> TryAdvanceAsync(Guid methodId, long counter, DateTime nowUtc, CancellationToken ct);

    /// <summary>The method of this factor that the look-up key belongs to, whosever it is.</summary>
    Task<Method?> FindByLookupKeyAsync(string factorKey, string lookupKey, CancellationToken ct);

    /// <summary>Replaces the state and notes the use by one statement; false if the state is another by now.</summary>
    Task<bool> TryReplaceStateAsync(Guid methodId, string expected, string state, DateTime nowUtc, CancellationToken ct);

    /// <summary>Replaces the state and notes the use, at once.</summary>
    Task UpdateStateAsync(Guid methodId, string state, DateTime nowUtc, CancellationToken ct);

    /// <summary>Replaces state, look-up key, label and the time since when it is so, as part of the unit of work (a new password).</summary>
    void Update(Method method);

    /// <summary>Makes this the account's one default, at once.</summary>
    Task SetDefaultAsync(Guid accountId, Guid methodId, CancellationToken ct);

    /// <summary>As <see cref="SetDefaultAsync"/>; joins the unit of work.</summary>
    void SetDefault(Guid accountId, Guid methodId);

    /// <summary>Notes the use as part of the unit of work, where neither counter nor state tells of it.</summary>
    void NoteUse(Guid methodId, DateTime nowUtc);

    Task RemoveAsync(Guid accountId, Guid methodId, CancellationToken ct);

    /// <summary>As <see cref="RemoveAsync"/>; joins the unit of work.</summary>
    void Remove(Guid accountId, Guid methodId);
}
