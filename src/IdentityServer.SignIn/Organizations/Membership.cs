namespace IdentityServer.SignIn.Organizations;

/// <summary>An account's tie to an organization.</summary>
public sealed record Membership
{
    /// <summary>The role of those who look after an organization's accounts.</summary>
    public const string AdministratorRole = "administrator";

    public required Guid AccountId { get; init; }

    public required Guid OrganizationId { get; init; }

    public required MembershipKind Kind { get; init; }

    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>How often the person skipped setting up a method here.</summary>
    public int SkipsUsed { get; init; }

    public DateTime? LastSkippedUtc { get; init; }

    public required DateTime CreatedUtc { get; init; }

    /// <summary>What a guest is called inside: "peter_yahoo.com#EXT#@dmchosting"; null for members.</summary>
    public string? GuestName { get; init; }

    /// <summary>The account that answers for a guest: whoever invited them.</summary>
    public Guid? SponsorId { get; init; }

    /// <summary>From then on a guest may not enter any more; null: without end.</summary>
    public DateTime? AccessEndsUtc { get; init; }

    /// <summary>The text that the person accepted (<see cref="Guests.GuestTerms"/>); null: none, or they withdrew.</summary>
    public string? TermsVersion { get; init; }

    /// <summary>The person left; they may change their mind for <see cref="TimeToReturn"/>.</summary>
    public DateTime? LeftUtc { get; init; }

    /// <summary>Redemption was reset: a new invitation has to be accepted before the guest may enter again.</summary>
    public bool MustRedeem { get; init; }

    // DESIGN §3.4: an organization that was left can be entered again for so long.
    public static readonly TimeSpan TimeToReturn = TimeSpan.FromDays(30);

    /// <summary>Until when somebody who left may come back; null: they have not left.</summary>
    public DateTime? ReturnsUntilUtc => LeftUtc + TimeToReturn;

    /// <summary>Whether somebody who left may still come back.</summary>
    public bool MayReturn(DateTime nowUtc) => ReturnsUntilUtc > nowUtc && (this with { LeftUtc = null }).IsOpen(nowUtc);

    /// <summary>Whether the person may enter, as far as the tie itself goes.</summary>
    public bool IsOpen(DateTime nowUtc) => LeftUtc is null && !MustRedeem && (AccessEndsUtc is not { } end || end > nowUtc);
}

/// <summary>A member's home is here; a guest's is elsewhere. The numbers are stored.</summary>
public enum MembershipKind
{
    Member = 0,
    Guest = 1,
}
