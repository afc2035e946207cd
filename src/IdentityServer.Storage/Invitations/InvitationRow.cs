using IdentityServer.SignIn.Accounts;
using IdentityServer.SignIn.Invitations;

namespace IdentityServer.Storage.Invitations;

/// <summary>A person asked to join an organization.</summary>
internal sealed class InvitationRow
{
    public required Guid Id { get; init; }

    public required Guid OrganizationId { get; init; }

    public required string Email { get; init; }

    public required string NormalizedEmail { get; init; }

    /// <summary>Organization and address while it is open, null afterwards: unique.</summary>
    public string? OpenKey { get; init; }

    public string? DisplayName { get; init; }

    public string? Culture { get; init; }

    public string? ClientId { get; init; }

    public string? Message { get; init; }

    public Guid? InvitedBy { get; init; }

    public required int LifetimeMinutes { get; init; }

    public required DateTime CreatedUtc { get; init; }

    public required DateTime ExpiresUtc { get; init; }

    public InvitationState State { get; init; }

    public required int Link { get; init; }

    public int MailedLink { get; init; }

    public Guid? MessageId { get; init; }

    public DateTime? MailedUtc { get; init; }

    public DateTime? RemindedUtc { get; init; }

    public DateTime? OpenedUtc { get; init; }

    public DateTime? ClosedUtc { get; init; }

    public Guid? AccountId { get; init; }

    public DateTime? AccessEndsUtc { get; init; }

    public Guid Version { get; init; }

    public static string KeyOf(Guid organizationId, string email) => $"{organizationId:N}:{AccountIdentifier.NormalizeName(email)}";

    public static InvitationRow From(Invitation invitation) => new()
    {
        Id = invitation.Id,
        OrganizationId = invitation.OrganizationId,
        Email = invitation.Email,
        NormalizedEmail = AccountIdentifier.NormalizeName(invitation.Email),
        OpenKey = invitation.State is InvitationState.Open ? KeyOf(invitation.OrganizationId, invitation.Email) : null,
        DisplayName = invitation.DisplayName,
        Culture = invitation.Culture,
        ClientId = invitation.ClientId,
        Message = invitation.Message,
        InvitedBy = invitation.InvitedBy,
        LifetimeMinutes = (int)invitation.Lifetime.TotalMinutes,
        CreatedUtc = invitation.CreatedUtc,
        ExpiresUtc = invitation.ExpiresUtc,
        State = invitation.State,
        Link = invitation.Link,
        MailedLink = invitation.MailedLink,
        MessageId = invitation.MessageId,
        MailedUtc = invitation.MailedUtc,
        RemindedUtc = invitation.RemindedUtc,
        OpenedUtc = invitation.OpenedUtc,
        ClosedUtc = invitation.ClosedUtc,
        AccountId = invitation.AccountId,
        AccessEndsUtc = invitation.AccessEndsUtc,
        Version = invitation.Version,
    };

    public Invitation ToInvitation() => new()
    {
        Id = Id,
        OrganizationId = OrganizationId,
        Email = Email,
        DisplayName = DisplayName,
        Culture = Culture,
        ClientId = ClientId,
        Message = Message,
        InvitedBy = InvitedBy,
        Lifetime = TimeSpan.FromMinutes(LifetimeMinutes),
        CreatedUtc = CreatedUtc,
        ExpiresUtc = ExpiresUtc,
        State = State,
        Link = Link,
        MailedLink = MailedLink,
        MessageId = MessageId,
        MailedUtc = MailedUtc,
        RemindedUtc = RemindedUtc,
        OpenedUtc = OpenedUtc,
        ClosedUtc = ClosedUtc,
        AccountId = AccountId,
        AccessEndsUtc = AccessEndsUtc,
        Version = Version,
    };
}
