using IdentityServer.SignIn.Factors;

namespace IdentityServer.SignIn.Organizations;

/// <summary>Whom an organization lets in from elsewhere, and on what terms.</summary>
public sealed record GuestPolicy
{
    /// <summary>Mail domains that may be invited; empty: all that are not blocked. A domain stands for those below it, too.</summary>
    public IReadOnlyList<string> AllowedDomains { get; init => field = value ?? []; } = [];

    /// <summary>Mail domains that are never invited.</summary>
    public IReadOnlyList<string> BlockedDomains { get; init => field = value ?? []; } = [];

    /// <summary>How long an invitation is good unless its inviter says otherwise, in hours: 1 to 720.</summary>
    public int InvitationHours { get; init; } = 168;

    /// <summary>Days after which somebody who has not followed the link is reminded once: 1 to 14; 0: never.</summary>
    public int ReminderDays { get; init; } = 2;

    /// <summary>For how many days a new guest may enter: 1 to 3,650; 0: without end.</summary>
    public int AccessDays { get; init; }

    /// <summary>Invitations in a day, all inviters together: 1 to 100,000.</summary>
    public int InvitationsPerDay { get; init; } = 20_000;

    /// <summary>Invitations in a day of a member who is no administrator: 1 to 1,000.</summary>
    public int InvitationsPerMember { get; init; } = 50;

    /// <summary>The organization's own words, asked to be accepted along with ours.</summary>
    public WordsByLanguage ConsentText { get; init => field = value ?? new(); } = new();

    /// <summary>Whether second factors that a guest shows at their own organization count here.</summary>
    public HomeTrust Trust { get; init => field = value ?? new(); } = new();

    /// <summary>Whether somebody with this address may be invited.</summary>
    public bool Accepts(string email)
    {
        var domain = email[(email.LastIndexOf('@') + 1)..];
        return (AllowedDomains.Count == 0 || AllowedDomains.Any(allowed => IsWithin(domain, allowed))) && !BlockedDomains.Any(blocked => IsWithin(domain, blocked));
    }

    private static bool IsWithin(string domain, string named) =>
        domain.Equals(named, StringComparison.OrdinalIgnoreCase) || domain.EndsWith("." + named, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A text in our languages; null where there is none.</summary>
public sealed record WordsByLanguage(string? En = null, string? Fr = null)
{
    /// <summary>In this language, or in the other one.</summary>
    public string? In(string culture) => culture == "fr" ? Fr ?? En : En ?? Fr;
}

/// <summary>Trust in what a guest has shown at their home organization on this server.</summary>
public sealed record HomeTrust
{
    /// <summary>The least that has to have been shown there: <see cref="Strength.Mfa"/> or more; <see cref="Strength.None"/>: nothing counts.</summary>
    public Strength Strength { get; init; }

    /// <summary>How old it may be, in hours: 1 to 2,160.</summary>
    public int Hours { get; init; } = 24;
}
