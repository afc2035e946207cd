using IdentityServer.SignIn.Organizations;

namespace IdentityServer.SignIn.Guests;

/// <summary>A guest as the organization's administrators see them.</summary>
public sealed record Guest
{
    public required Membership Tie { get; init; }

    public Guid AccountId => Tie.AccountId;

    public required string Name { get; init; }

    public string? Email { get; init; }

    /// <summary>Who answers for the guest; null: nobody, or an account that is gone.</summary>
    public string? SponsorName { get; init; }

    /// <summary>A sponsor is named, and is no active member any more.</summary>
    public bool SponsorIsGone { get; init; }

    /// <summary>When they last signed in to this organization.</summary>
    public DateTime? LastSignInUtc { get; init; }
}

/// <summary>Why somebody should look whether a guest is still needed.</summary>
public static class GuestReview
{
    public static readonly TimeSpan EndsWithin = TimeSpan.FromDays(30), Unused = TimeSpan.FromDays(90);

    public static GuestConcerns ConcernsOf(Guest guest, DateTime nowUtc)
    {
        var concerns = GuestConcerns.None;
        if (guest.Tie.AccessEndsUtc <= nowUtc + EndsWithin) concerns |= GuestConcerns.Ends;
        if ((guest.LastSignInUtc ?? guest.Tie.CreatedUtc) < nowUtc - Unused) concerns |= GuestConcerns.Unused;
        if (guest.SponsorIsGone) concerns |= GuestConcerns.SponsorGone;
        return concerns;
    }
}

/// <summary>What there is to say about a guest.</summary>
[Flags]
public enum GuestConcerns
{
    None = 0,

    /// <summary>Their access ends soon, or has ended.</summary>
    Ends = 1,

    /// <summary>They have not signed in for long.</summary>
    Unused = 2,
    SponsorGone = 4,
}
