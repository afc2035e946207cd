namespace IdentityServer.Storage.Sql;

/// <summary>A hand-written change, mostly of one row, that waits for the unit of work to be saved.</summary>
/// <param name="BasedOn">For a replacement: the version it is based on. A row that has another by now makes the save a conflict.</param>
internal sealed record PendingWrite(Statement Statement, SqlValue[] Values, Guid? BasedOn = null)
{
    public bool IsHeld(int rows) => BasedOn is null || rows is 1;
}
