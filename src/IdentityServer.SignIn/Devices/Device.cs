namespace IdentityServer.SignIn.Devices;

/// <summary>
/// A browser that an account has signed in with. It is known from then on (strangers' guesses don't lock it out, no alert is sent about it),
/// and may be remembered: not asked for a second factor for as long as policy says.
/// </summary>
public sealed record Device
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>SHA-256 of the token in the browser's cookie; unique together with the account.</summary>
    public required byte[] TokenHash { get; init; }

    public required DateTime FirstSeenUtc { get; init; }

    public required DateTime LastSeenUtc { get; init; }

    /// <summary>When the person, having shown a second factor, chose not to be asked again here; null where they did not.</summary>
    public DateTime? RememberedUtc { get; init; }

    public string? Address { get; init; }

    /// <summary>At most 256 characters of the browser's own description.</summary>
    public string? UserAgent { get; init; }

    /// <summary>Remembered within the days that a policy allows.</summary>
    public bool IsRemembered(int days, DateTime nowUtc) => RememberedUtc is { } since && since <= nowUtc && since.AddDays(days) > nowUtc;
}
