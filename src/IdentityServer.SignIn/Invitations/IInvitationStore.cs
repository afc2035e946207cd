namespace IdentityServer.SignIn.Invitations;

/// <summary>Keeps invitations. An organization has one open invitation for an address at most.</summary>
public interface IInvitationStore
{
    Task<Invitation?> FindAsync(Guid id, CancellationToken ct);

    /// <summary>The open invitation of this address (case ignored), expired or not.</summary>
    Task<Invitation?> FindOpenAsync(Guid organizationId, string email, CancellationToken ct);

    /// <summary>The newest good invitation of this address (case ignored), of whatever organization, that is not about an account that there is already.</summary>
    Task<Invitation?> FindGoodAsync(string email, DateTime nowUtc, CancellationToken ct);

    /// <summary>The newest that the account has accepted, or is to be redeemed again by.</summary>
    Task<Invitation?> FindOfAccountAsync(Guid organizationId, Guid accountId, CancellationToken ct);

    /// <summary>Those that are not over yet, ordered by organization and address.</summary>
    Task<IReadOnlyList<Invitation>> ListOpenAsync(DateTime nowUtc, CancellationToken ct);

    /// <summary>Those of the addresses (case ignored) that have an open invitation, expired or not; at most a thousand addresses at a time.</summary>
    Task<IReadOnlyList<Invitation>> ListOpenAsync(Guid organizationId, IReadOnlyCollection<string> emails, CancellationToken ct);

    /// <summary>One page of an organization's invitations, the newest first.</summary>
    Task<InvitationPage> ListAsync(InvitationQuery query, DateTime nowUtc, CancellationToken ct);

    /// <summary>How far this one has come.</summary>
    Task<InvitationStatus> StatusOfAsync(Invitation invitation, DateTime nowUtc, CancellationToken ct);

    /// <summary>Those whose mail is to be written: a first one, one with a new link, or a reminder of what was mailed before <paramref name="remindBefore"/>.</summary>
    Task<IReadOnlyList<Invitation>> ListToMailAsync(int count, DateTime remindBefore, DateTime nowUtc, CancellationToken ct);

    /// <summary>Joins the unit of work. A second open one for the address makes the save <see cref="SaveOutcome.Taken"/>.</summary>
    void Add(Invitation invitation);

    /// <summary>Joins the unit of work; one that was changed meanwhile makes the save <see cref="SaveOutcome.Conflict"/>.</summary>
    void Update(Invitation invitation);
}

/// <summary>Which invitations, and which page of them.</summary>
public sealed record InvitationQuery(Guid OrganizationId)
{
    public const int PageSize = 50;

    /// <summary>Only those of one inviter.</summary>
    public Guid? InvitedBy { get; init; }

    public InvitationStatus? Status { get; init; }

    /// <summary>Part of the address or the name, case ignored.</summary>
    public string? Search { get; init; }

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;
}

/// <param name="Total">How many there are on all pages.</param>
public sealed record InvitationPage(IReadOnlyList<(Invitation Invitation, InvitationStatus Status)> Items, int Total);

/// <summary>How far an invitation has come.</summary>
public enum InvitationStatus
{
    /// <summary>Its mail waits to be written or sent.</summary>
    Queued,
    Sent,

    /// <summary>The mail could not be delivered.</summary>
    Failed,

    /// <summary>Somebody followed the link and asked for a code.</summary>
    Opened,
    Accepted,
    Expired,
    Withdrawn,
}
