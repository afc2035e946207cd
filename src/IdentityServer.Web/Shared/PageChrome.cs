namespace IdentityServer.Web.Shared;

/// <summary>What a page tells the layout: its title, whose page it is, who is signing in, and in which language.</summary>
public sealed class PageChrome
{
    public const string ProductName = "IdentityServer";

    public string Title { get; set; } = "";

    public string OrganizationName { get; set; } = ProductName;

    /// <summary>Null draws a monogram of the name.</summary>
    public string? OrganizationLogoUrl { get; set; }

    /// <summary>Null leaves the product's own colours.</summary>
    public string? OrganizationSlug { get; set; }

    /// <summary>Changes with the organization's colours, so that browsers may keep the style sheet for good.</summary>
    public string? BrandVersion { get; set; }

    public string? PersonName { get; set; }

    /// <summary>The address or user name in the person's chip. Null shows no chip.</summary>
    public string? PersonIdentifier { get; set; }

    /// <summary>The way back for whoever is not this person.</summary>
    public string? PersonSwitchUrl { get; set; }

    public string? PrivacyUrl { get; set; }

    public string? TermsUrl { get; set; }

    public string? SupportEmail { get; set; }

    public string? SupportPhone { get; set; }

    public string Culture { get; set; } = "en";

    public IReadOnlyList<LanguageLink> LanguageSwitch { get; set; } = [];

    /// <summary>A sheet of 34 rem in place of 28, for wizard steps.</summary>
    public bool Wide { get; set; }
}
