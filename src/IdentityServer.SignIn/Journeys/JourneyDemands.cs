using IdentityServer.SignIn.Factors;

namespace IdentityServer.SignIn.Journeys;

/// <summary>What the application asked of the sign-in, in this room's own words.</summary>
public sealed record JourneyDemands
{
    public string? ClientId { get; init; }

    /// <summary>The organization that owns the application; only its members and guests may enter.</summary>
    public Guid? OwnerId { get; init; }

    /// <summary><c>prompt=none</c>: no page may be shown.</summary>
    public bool Silent { get; init; }

    /// <summary><c>prompt=login</c>: what was shown before does not count.</summary>
    public bool FreshSignIn { get; init; }

    /// <summary><c>prompt=select_account</c>.</summary>
    public bool SelectAccount { get; init; }

    /// <summary><c>prompt=consent</c>.</summary>
    public bool AskConsent { get; init; }

    /// <summary><c>max_age</c>, seconds.</summary>
    public int? MaxAgeSeconds { get; init; }

    /// <summary>
    /// Somebody is about to change how they prove who they are, so that a proof has to be at most so many seconds old, and of a second
    /// factor where the account has one.
    /// </summary>
    public int? ProofSeconds { get; init; }

    /// <summary>The weakest strength that the application's <c>acr_values</c> accept; null where it asks for none.</summary>
    public Strength? Strength { get; init; }

    /// <summary>The application refuses anything weaker (<c>claims</c> with an essential <c>acr</c>).</summary>
    public bool StrengthIsEssential { get; init; }

    public string? LoginHint { get; init; }

    /// <summary>The one account that will do (<c>id_token_hint</c>, or <c>sub</c> in <c>claims</c>).</summary>
    public Guid? RequestedAccountId { get; init; }

    public string? DomainHint { get; init; }

    /// <summary>The organization that <see cref="DomainHint"/> names: where the application has no owner it holds for those who belong to it.</summary>
    public Guid? HintedId { get; init; }

    /// <summary>Whose tie to the person matters first; null: their own organization's.</summary>
    public Guid? PlaceId => OwnerId ?? HintedId;

    /// <summary>From <c>ui_locales</c>: "en" or "fr", if it names one of them.</summary>
    public string? Culture { get; init; }

    /// <summary>Scopes that the person has to allow unless they did before; empty where no consent is needed.</summary>
    public IReadOnlyList<string> ScopesToConsent { get; init => field = value ?? []; } = [];
}
