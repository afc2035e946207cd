namespace IdentityServer.SignIn.Organizations;

/// <summary>A tenant: a company with its own branding, policy, members, guests and applications.</summary>
public sealed record Organization
{
    public required Guid Id { get; init; }

    /// <summary>Short, lower-case, part of addresses: [a-z0-9-], 1 to 64 characters.</summary>
    public required string Slug { get; init; }

    public required string DisplayName { get; init; }

    public IReadOnlyList<string> Domains { get; init; } = [];

    /// <summary>"en" or "fr".</summary>
    public string Culture { get; init; } = "en";

    public string? SupportEmail { get; init; }

    public string? SupportPhone { get; init; }

    public string? PrivacyUrl { get; init; }

    public string? TermsUrl { get; init; }

    public Branding Branding { get; init; } = new();

    public Policy Policy { get; init; } = new();

    /// <summary>Whose certificates its people may sign in with. Filled where a sign-in reads the organization; changed one by one.</summary>
    public IReadOnlyList<TrustedAuthority> Authorities { get; init; } = [];

    public Guid Version { get; init; }
}

/// <summary>How an organization's pages and mails look.</summary>
public sealed record Branding
{
    /// <summary>#rrggbb; null for the product's own.</summary>
    public string? Color { get; init; }

    /// <summary>An absolute https address or a data: image; null draws the first letter of the name.</summary>
    public string? Logo { get; init; }
}
