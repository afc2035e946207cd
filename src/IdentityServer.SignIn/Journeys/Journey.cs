namespace IdentityServer.SignIn.Journeys;

/// <summary>One sign-in, kept on the server from the application's request to the redirect back.</summary>
public sealed record Journey
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    /// <summary>How old a proof may be that opens a change of how somebody proves who they are.</summary>
    public static readonly TimeSpan FreshProof = TimeSpan.FromMinutes(10);

    public required Guid Id { get; init; }

    /// <summary>SHA-256 of the browser's own cookie: nobody else can go on with this journey.</summary>
    public required byte[] BrowserHash { get; init; }

    /// <summary>Who is signing in, once known. An identifier that fits nobody leaves it null.</summary>
    public Guid? AccountId { get; init; }

    public required JourneyState State { get; init; }

    public required DateTime CreatedUtc { get; init; }

    public required DateTime ExpiresUtc { get; init; }

    /// <summary>Set once, by one statement.</summary>
    public DateTime? FinishedUtc { get; init; }

    /// <summary>Set anew by every save; a save based on an older one fails.</summary>
    public Guid Version { get; init; }
}
