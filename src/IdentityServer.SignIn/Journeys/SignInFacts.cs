using IdentityServer.SignIn.Factors;

namespace IdentityServer.SignIn.Journeys;

/// <summary>Everything the next step depends on, read once per request.</summary>
public sealed record SignInFacts
{
    /// <summary>The person has said who they are (whether or not such an account exists).</summary>
    public bool IsIdentified { get; init; }

    /// <summary>There are accounts in this browser to choose from.</summary>
    public bool HasAccountsToPick { get; init; }

    public IReadOnlyList<Proof> Proofs { get; init; } = [];

    /// <summary>A code to the address that was typed is asked for in place of a password.</summary>
    public bool ByMail { get; init; }

    /// <summary>The account may use the application.</summary>
    public bool MayEnter { get; init; } = true;

    /// <summary>What stands between the person and the organization as its guest; null: nothing.</summary>
    public SignInStep? Join { get; init; }

    /// <summary>The organizations that the person may be meant to enter, where nothing says which; none: it is clear.</summary>
    public IReadOnlyList<Guid> OrganizationsToChoose { get; init; } = [];

    /// <summary>The person has become a guest on this journey, and has not picked the account to go on with.</summary>
    public bool AwaitsAccountChoice { get; init; }

    /// <summary>What the account has registered besides its first factor.</summary>
    public IReadOnlyList<UsableMethod> Methods { get; init; } = [];

    /// <summary>Registered first factors: they strengthen what was shown without them.</summary>
    public IReadOnlyList<UsableMethod> FirstFactors { get; init; } = [];

    /// <summary>Registered methods that policy doesn't accept here: they count for nothing, but still guard against adding another.</summary>
    public IReadOnlyList<Guid> BarredMethods { get; init; } = [];

    /// <summary>Methods that a guest has shown at their own organization, which is trusted here: they count, accepted here or not.</summary>
    public IReadOnlyList<Guid> TrustedMethods { get; init; } = [];

    /// <summary>Second factors that have run out. What was shown with one still opens the way to a new one.</summary>
    public IReadOnlyList<Guid> SpentMethods { get; init; } = [];

    /// <summary>What policy asks for, wherever the account's methods reach it.</summary>
    public Strength PolicyStrength { get; init; } = Strength.Single;

    /// <summary>Policy would rather let nobody in than with something weaker, apart from what may be put off.</summary>
    public bool PolicyStrengthIsEssential { get; init; }

    /// <summary>What the application asks for.</summary>
    public Strength RequestedStrength { get; init; } = Strength.Single;

    /// <summary>The application would rather have an error than something weaker.</summary>
    public bool RequestedStrengthIsEssential { get; init; }

    /// <summary>Methods that policy wants and the account lacks.</summary>
    public EnrollmentDemand Enrollment { get; init; } = EnrollmentDemand.None;

    /// <summary>Factors that the account may set up at all.</summary>
    public IReadOnlyList<EnrollableFactor> Enrollable { get; init; } = [];

    /// <summary>"Skip for now" was chosen on this journey.</summary>
    public bool SkippedEnrollment { get; init; }

    /// <summary>Something was set up on this journey and not yet confirmed.</summary>
    public bool HasUnconfirmedEnrollment { get; init; }

    /// <summary>Somebody is about to change how they prove who they are: what was shown before then is not enough.</summary>
    public DateTime? ProofsSinceUtc { get; init; }

    /// <summary>
    /// What was shown before then, in a session that this journey goes on from, opens no enrolment: whoever took the session over would add a
    /// method of their own.
    /// </summary>
    public DateTime EnrollmentProofsSinceUtc { get; init; }

    /// <summary>The person wants to set up a method that nobody asked for.</summary>
    public bool WantsToEnroll { get; init; }

    /// <summary>The factor that they chose for it, if they did.</summary>
    public string? ChosenFactor { get; init; }

    /// <summary>It is long ago that the person said that their methods are still theirs.</summary>
    public bool HasMethodsToReconfirm { get; init; }

    /// <summary>A better way to sign in than the one at hand; null where there is none, or it was offered lately.</summary>
    public MethodSuggestion? Suggestion { get; init; }

    /// <summary>A password reset under way; null at a sign-in.</summary>
    public ResetFacts? Reset { get; init; }

    /// <summary>An account that is being created; null at a sign-in, and where the organization lets nobody create one any more.</summary>
    public Registration? Registration { get; init; }

    public bool OffersToStaySignedIn { get; init; }

    public IReadOnlyList<string> ScopesAwaitingConsent { get; init; } = [];
}

/// <summary>A registered method, as far as strength goes.</summary>
public sealed record UsableMethod(Guid Id, string FactorKey, FactorKinds Shows, Resistance Resistance)
{
    /// <summary><see cref="IFactor.SetUpWith"/>: methods that have it in common are one thing of the person's.</summary>
    public string SetUpWith { get; init; } = FactorKey;
}

/// <summary>A method that would serve the person better.</summary>
/// <param name="MethodId">It is registered, and only has to become the default; null: it would have to be set up.</param>
public sealed record MethodSuggestion(string FactorKey, Guid? MethodId);

/// <summary>A factor that can be set up, and how strong it is.</summary>
public sealed record EnrollableFactor(string Key, FactorKinds Shows, Resistance Resistance);

/// <summary>Methods still to be set up.</summary>
/// <param name="FactorKeys">Candidates; those that policy requires come first.</param>
/// <param name="Required">How many of the first are required; 0 where any one will do.</param>
/// <param name="SkipsLeft">How often it may still be put off.</param>
/// <param name="Paused">A skip still holds.</param>
public sealed record EnrollmentDemand(IReadOnlyList<string> FactorKeys, int Required, int SkipsLeft, bool Paused)
{
    public static readonly EnrollmentDemand None = new([], 0, 0, false) { Missing = 0 };

    /// <summary>How many are still to be set up.</summary>
    public int Missing { get; init; } = 1;
}

/// <summary>How far a password reset has come.</summary>
public sealed record ResetFacts
{
    public bool HasExpired { get; init; }

    /// <summary>Something was shown.</summary>
    public bool HasBegun { get; init; }

    /// <summary>All was shown that is asked for.</summary>
    public bool Suffices { get; init; }

    /// <summary>All that was shown is one thing of the person's which is a second factor of the account too.</summary>
    public bool NeedsAnotherThing { get; init; }

    /// <summary>Methods that are accepted and were not shown yet.</summary>
    public IReadOnlyList<Guid> Methods { get; init; } = [];

    /// <summary>The account's own address is verified, was not shown yet, and is none of its methods either.</summary>
    public bool OffersMailbox { get; init; }
}
