using IdentityServer.SignIn.Accounts;

namespace IdentityServer.SignIn.Invitations;

/// <summary>A person asked to join an organization as its guest.</summary>
public sealed record Invitation
{
    // DESIGN §3.4.
    public static readonly TimeSpan Shortest = TimeSpan.FromHours(1), Longest = TimeSpan.FromDays(30), Usual = TimeSpan.FromDays(7);

    public const int LongestMessage = 1000;

    public required Guid Id { get; init; }

    public required Guid OrganizationId { get; init; }

    public required string Email { get; init; }

    public string? DisplayName { get; init; }

    /// <summary>"en" or "fr"; null: the organization's.</summary>
    public string? Culture { get; init; }

    /// <summary>The application to land in.</summary>
    public string? ClientId { get; init; }

    /// <summary>What whoever invites has to say; plain text, at most <see cref="LongestMessage"/> characters.</summary>
    public string? Message { get; init; }

    /// <summary>The account that invites, and is the guest's sponsor afterwards; null: the organization itself.</summary>
    public Guid? InvitedBy { get; init; }

    /// <summary>How long each of its links is good.</summary>
    public TimeSpan Lifetime { get; init; } = Usual;

    public required DateTime CreatedUtc { get; init; }

    public required DateTime ExpiresUtc { get; init; }

    public InvitationState State { get; init; }

    /// <summary>The number of the link that is good. Sending it anew makes a new one, and the old one is over.</summary>
    public int Link { get; init; } = 1;

    /// <summary>The number of the link that the last mail carried; 0: none was written yet.</summary>
    public int MailedLink { get; init; }

    /// <summary>The last mail, in the outbox.</summary>
    public Guid? MessageId { get; init; }

    public DateTime? MailedUtc { get; init; }

    public DateTime? RemindedUtc { get; init; }

    /// <summary>When somebody first asked for a code by way of the link.</summary>
    public DateTime? OpenedUtc { get; init; }

    /// <summary>When it was accepted or withdrawn.</summary>
    public DateTime? ClosedUtc { get; init; }

    /// <summary>Who accepted it; or, while it is open, whose account is to be redeemed again under this address.</summary>
    public Guid? AccountId { get; init; }

    /// <summary>Until when whoever accepts it is a guest; null: without end.</summary>
    public DateTime? AccessEndsUtc { get; init; }

    /// <summary>Set anew by every save; a save based on an older one fails: it is accepted once, or withdrawn, or sent anew.</summary>
    public Guid Version { get; init; }

    public bool IsGood(DateTime nowUtc) => State is InvitationState.Open && ExpiresUtc > nowUtc;

    /// <summary>Whether it is for whoever has this address.</summary>
    public bool IsFor(string? email) => email is not null && AccountIdentifier.NormalizeName(email) == AccountIdentifier.NormalizeName(Email);

    /// <summary>Whether the account may accept it: the address is its own, and where an account is to be redeemed again, it is that one.</summary>
    public bool IsFor(Account account) => IsFor(account.Email) && (AccountId is null || AccountId == account.Id);

    /// <summary>With a new link, as good as a new one; the old link is over.</summary>
    public Invitation SentAnew(DateTime nowUtc) => this with { Link = Link + 1, ExpiresUtc = nowUtc + Lifetime, RemindedUtc = null, OpenedUtc = null };

    public Invitation Withdrawn(DateTime nowUtc) => this with { State = InvitationState.Withdrawn, ClosedUtc = nowUtc };

    public Invitation AcceptedBy(Guid accountId, DateTime nowUtc) => this with { State = InvitationState.Accepted, ClosedUtc = nowUtc, AccountId = accountId };
}

/// <summary>The numbers are stored.</summary>
public enum InvitationState
{
    Open = 0,
    Accepted = 1,
    Withdrawn = 2,
}
