using IdentityServer.SignIn.Invitations;

namespace IdentityServer.Storage.Invitations;

/// <summary>A person asked to join an organization.</summary>
internal sealed class InvitationRow
{
    public required Guid Id { get; init; }

    public required Guid OrganizationId { get; init; }

    public required string Email { get; init; }

    public string? DisplayName { get; init; }

    public string? Culture { get; init; }

    public string? ClientId { get; init; }

    public required DateTime CreatedUtc { get; init; }

    public required DateTime ExpiresUtc { get; init; }

    public static InvitationRow From(Invitation invitation) => new()
    {
        Id = invitation.Id,
        OrganizationId = invitation.OrganizationId,
        Email = invitation.Email,
        DisplayName = invitation.DisplayName,
        Culture = invitation.Culture,
        ClientId = invitation.ClientId,
        CreatedUtc = invitation.CreatedUtc,
        ExpiresUtc = invitation.ExpiresUtc,
    };

    public Invitation ToInvitation() => new()
    {
        Id = Id,
        OrganizationId = OrganizationId,
        Email = Email,
        DisplayName = DisplayName,
        Culture = Culture,
        ClientId = ClientId,
        CreatedUtc = CreatedUtc,
        ExpiresUtc = ExpiresUtc,
    };
}
