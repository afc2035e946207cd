namespace IdentityServer.SignIn.Audit;

/// <summary>What one journey left in the audit log.</summary>
/// <param name="Steps">The oldest first; at least one.</param>
public sealed record SignInTrace(Guid JourneyId, IReadOnlyList<AuditEntry> Steps)
{
    public DateTime StartedUtc => Steps[0].AtUtc;

    public AuditEntry Latest => Steps[^1];

    /// <summary>Its place in a list.</summary>
    public LogCursor Cursor => new(Latest.AtUtc, Latest.Id);

    public Guid? AccountId => Last(step => step.AccountId);

    public Guid? OrganizationId => Last(step => step.OrganizationId);

    public string? ClientId => Steps.LastOrDefault(step => step.ClientId is not null)?.ClientId;

    public string? Address => Steps.LastOrDefault(step => step.Address is not null)?.Address;

    public SignInEnd End =>
        Steps.Any(step => step is { Event: AuditEvents.SignedIn, Succeeded: true }) ? SignInEnd.SignedIn
        : Steps.Any(step => step is { Event: AuditEvents.PasswordReset, Succeeded: true }) ? SignInEnd.PasswordReset
        : Latest.Succeeded ? SignInEnd.Unfinished
        : SignInEnd.Failed;

    /// <summary>What stood last in the way, where nobody came in.</summary>
    public AuditEntry? Obstacle => End is SignInEnd.SignedIn or SignInEnd.PasswordReset ? null : Steps.LastOrDefault(step => !step.Succeeded);

    /// <summary>Keys of the factors that were shown.</summary>
    public IReadOnlyList<string> Factors =>
        [.. Steps.Where(step => step is { Event: AuditEvents.FactorVerified, FactorKey: not null }).Select(step => step.FactorKey!).Distinct()];

    private Guid? Last(Func<AuditEntry, Guid?> part) => Steps.Select(part).LastOrDefault(id => id is not null);
}

/// <summary>How a sign-in ended, as far as the log tells.</summary>
public enum SignInEnd
{
    SignedIn,

    /// <summary>It was there to get a new password.</summary>
    PasswordReset,

    /// <summary>The last thing that happened was a refusal.</summary>
    Failed,

    /// <summary>Nothing went wrong, and nobody went on.</summary>
    Unfinished,
}
