using System.Data.Common;
using IdentityServer.SignIn;
using IdentityServer.Storage.Model;
using IdentityServer.Storage.Sql;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage;
using Database = IdentityServer.Storage.Sql.Database;

namespace IdentityServer.Storage.Saving;

/// <summary>
/// Collects what one request adds and changes: rows that EF writes, and hand-written statements for what every sign-in saves. A request
/// without the former never rents a context.
/// </summary>
internal sealed class UnitOfWork(IDbContextFactory<IdentityContext> contexts, Database database) : IUnitOfWork, IDisposable, IAsyncDisposable
{
    private readonly OrderedDictionary<Guid, PendingWrite> _writes = [];
    private readonly List<Action> _afterSave = [];
    private IdentityContext? _context;
    private bool _tracks;

    public bool IsEmpty => !_tracks && _writes.Count is 0 && _afterSave.Count is 0;

    private IdentityContext Context
    {
        get
        {
            _tracks = true;
            return _context ??= Rent();
        }
    }

    public void Add<TRow>(TRow row)
        where TRow : class => Context.Add(row);

    /// <summary>Saves this statement along, in place of an earlier one for the same row.</summary>
    public void Write(Guid id, PendingWrite write) => _writes[id] = write;

    public PendingWrite? Pending(Guid id) => _writes.GetValueOrDefault(id);

    /// <summary>Replaces the row of this key; where properties are named, only those columns.</summary>
    public EntityEntry<TRow> Update<TRow>(TRow row, object[] key, params ReadOnlySpan<string> properties)
        where TRow : class
    {
        // Added or changed before in this unit of work: then what is saved is the last state.
        if (Context.Set<TRow>().Local.FindEntryUntyped(key) is { } known)
        {
            Copy(row, known, properties);
            return known;
        }

        var entry = Context.Attach(row);
        if (properties.IsEmpty) entry.State = EntityState.Modified;
        foreach (var property in properties) entry.Property(property).IsModified = true;
        return entry;
    }

    /// <summary>As <see cref="Update"/>, but only if the row still has the version that this change is based on; gives it a new one.</summary>
    public void UpdateVersioned<TRow>(TRow row, object id)
        where TRow : class
    {
        var entry = Update(row, [id]);
        if (entry.State is not EntityState.Added) entry.Property("Version").CurrentValue = Guid.NewGuid();
    }

    /// <summary>Deletes the row, if it still has the version that was read.</summary>
    public void Remove<TRow>(TRow row)
        where TRow : class => Context.Attach(row).State = EntityState.Deleted;

    /// <summary>Runs once the changes are in the database; not if they are refused.</summary>
    public void AfterSave(Action action) => _afterSave.Add(action);

    public async Task<SaveOutcome> SaveAsync(CancellationToken ct)
    {
        try
        {
            if (!await WriteAsync(ct)) return new SaveOutcome.Conflict();

            foreach (var action in _afterSave) action();
            return new SaveOutcome.Saved();
        }
        catch (DbUpdateConcurrencyException)
        {
            return new SaveOutcome.Conflict();
        }
        catch (Exception e)
            when ((e as DbException ?? e.InnerException as DbException) is { } inner && database.Dialect.UniqueConstraintOf(inner) is { } constraint)
        {
            // A row that two requests add at once, such as a membership, is nobody's name: the slower one has to look again.
            return UniqueFields.Find(constraint) is { } field ? new SaveOutcome.Taken(field) : new SaveOutcome.Conflict();
        }
        finally
        {
            Forget();
        }
    }

    // A scope disposes of this once for each name it is registered under; a second return of one context to the pool
    // would hand it to two requests.
    public void Dispose() => Interlocked.Exchange(ref _context, null)?.Dispose();

    public ValueTask DisposeAsync() => Interlocked.Exchange(ref _context, null)?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<bool> WriteAsync(CancellationToken ct)
    {
        if (!_tracks) return _writes.Count is 0 || await database.WriteAsync(_writes.Values, ct);
        if (_writes.Count > 0) return await Context.Database.CreateExecutionStrategy().ExecuteAsync(WriteBothAsync, ct);

        await Context.SaveChangesAsync(ct);
        return true;
    }

    private async Task<bool> WriteBothAsync(CancellationToken ct)
    {
        await using var transaction = await Context.Database.BeginTransactionAsync(ct);
        if (!await database.WriteAsync(Context.Database.GetDbConnection(), transaction.GetDbTransaction(), _writes.Values, ct)) return false;

        // Accepted only once committed: a second try has to write the same.
        await Context.SaveChangesAsync(acceptAllChangesOnSuccess: false, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    private void Forget()
    {
        _writes.Clear();
        _afterSave.Clear();
        _context?.ChangeTracker.Clear();
        _tracks = false;
    }

    private IdentityContext Rent()
    {
        // Every change is announced by Add or Update: nothing has to be searched for.
        var context = contexts.CreateDbContext();
        context.ChangeTracker.AutoDetectChangesEnabled = false;
        return context;
    }

    private static void Copy<TRow>(TRow row, EntityEntry<TRow> known, ReadOnlySpan<string> properties)
        where TRow : class
    {
        var source = known.Context.Entry(row);
        foreach (var property in known.Properties)
        {
            var name = property.Metadata.Name;
            if (property.Metadata.IsPrimaryKey() || (!properties.IsEmpty && !properties.Contains(name))) continue;
            property.CurrentValue = source.Property(name).CurrentValue;
        }
    }
}
