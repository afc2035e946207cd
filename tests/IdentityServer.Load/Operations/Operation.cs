namespace IdentityServer.Load.Operations;

/// <summary>Something that is measured.</summary>
/// <param name="Name">As in the table of budgets.</param>
/// <param name="Budget">CPU-seconds per 1,000.</param>
/// <param name="Count">How many a round has.</param>
/// <param name="PrepareAsync">Done once on each lane before it counts.</param>
/// <param name="RunAsync">One operation.</param>
internal sealed record Operation(string Name, double Budget, int Count, Func<Lane, Task> PrepareAsync, Func<Lane, Task> RunAsync)
{
    /// <summary>Threads of the server whose work does not count.</summary>
    public string? ExceptThreads { get; init; }

    /// <summary>A quicker part of the operation, to begin warming up with; null if there is none.</summary>
    public Func<Lane, Task>? QuickPartAsync { get; init; }
}
