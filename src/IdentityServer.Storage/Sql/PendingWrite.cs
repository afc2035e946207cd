namespace IdentityServer.Storage.Sql;

/// <summary>A hand-written change, mostly of one row, that waits for the unit of work to be saved.</summary>
/// <param name="BasedOn">For a replacement: the version it is based on. A row that has another by now makes the save a conflict.</param>
internal sealed record PendingWrite(Statement Statement, SqlValue[] Values, Guid? BasedOn = null)
{
    /// <summary>There has to be a row to change, or else the save is a conflict.</summary>
    public bool MustChange { get; init; }

    /// <summary>Whether the save depends on what this one finds.</summary>
    public bool IsConditional => BasedOn is not null || MustChange;

    public bool IsHeld(int rows) => !IsConditional || rows is 1;
}
