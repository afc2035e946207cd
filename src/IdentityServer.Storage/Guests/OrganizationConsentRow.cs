using IdentityServer.SignIn.Guests;

namespace IdentityServer.Storage.Guests;

/// <summary>What a guest allowed an organization.</summary>
internal sealed class OrganizationConsentRow
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    public required Guid OrganizationId { get; init; }

    public required string Version { get; init; }

    public required string Culture { get; init; }

    public required string Text { get; init; }

    public required DateTime AcceptedUtc { get; init; }

    public DateTime? WithdrawnUtc { get; init; }

    public string? Address { get; init; }

    public static OrganizationConsentRow From(OrganizationConsent consent) => new()
    {
        Id = consent.Id,
        AccountId = consent.AccountId,
        OrganizationId = consent.OrganizationId,
        Version = consent.Version,
        Culture = consent.Culture,
        Text = consent.Text,
        AcceptedUtc = consent.AcceptedUtc,
        WithdrawnUtc = consent.WithdrawnUtc,
        Address = consent.Address,
    };

    public OrganizationConsent ToConsent() => new()
    {
        Id = Id,
        AccountId = AccountId,
        OrganizationId = OrganizationId,
        Version = Version,
        Culture = Culture,
        Text = Text,
        AcceptedUtc = AcceptedUtc,
        WithdrawnUtc = WithdrawnUtc,
        Address = Address,
    };
}
