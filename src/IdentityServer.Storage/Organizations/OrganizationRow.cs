using IdentityServer.SignIn.Organizations;
using IdentityServer.Storage.Model;

namespace IdentityServer.Storage.Organizations;

/// <summary>A tenant.</summary>
internal sealed class OrganizationRow
{
    public required Guid Id { get; init; }

    public required string Slug { get; init; }

    public required string DisplayName { get; init; }

    /// <summary>JSON: a list of mail domains.</summary>
    public required string Domains { get; init; }

    public required string Culture { get; init; }

    public string? SupportEmail { get; init; }

    public string? SupportPhone { get; init; }

    public string? PrivacyUrl { get; init; }

    public string? TermsUrl { get; init; }

    /// <summary>JSON.</summary>
    public required string Branding { get; init; }

    /// <summary>JSON.</summary>
    public required string Policy { get; init; }

    public Guid Version { get; init; }

    public static OrganizationRow From(Organization organization) => new()
    {
        Id = organization.Id,
        Slug = organization.Slug,
        DisplayName = organization.DisplayName,
        Domains = StoredJson.Write(organization.Domains),
        Culture = organization.Culture,
        SupportEmail = organization.SupportEmail,
        SupportPhone = organization.SupportPhone,
        PrivacyUrl = organization.PrivacyUrl,
        TermsUrl = organization.TermsUrl,
        Branding = StoredJson.Write(organization.Branding),
        Policy = StoredJson.Write(organization.Policy),
        Version = organization.Version,
    };

    public Organization ToOrganization() => new()
    {
        Id = Id,
        Slug = Slug,
        DisplayName = DisplayName,
        Domains = StoredJson.ReadTexts(Domains),
        Culture = Culture,
        SupportEmail = SupportEmail,
        SupportPhone = SupportPhone,
        PrivacyUrl = PrivacyUrl,
        TermsUrl = TermsUrl,
        Branding = StoredJson.ReadBranding(Branding),
        Policy = StoredJson.ReadPolicy(Policy),
        Version = Version,
    };
}
