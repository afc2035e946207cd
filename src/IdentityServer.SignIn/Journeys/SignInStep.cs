namespace IdentityServer.SignIn.Journeys;

/// <summary>What a sign-in needs next. Each step has one page.</summary>
public abstract record SignInStep
{
    private SignInStep()
    {
    }

    /// <summary>Ask who is there.</summary>
    public sealed record Identify : SignInStep;

    /// <summary>Several accounts are signed in in this browser, or the application wants the person to choose.</summary>
    public sealed record PickAccount : SignInStep;

    /// <summary>Nothing has been shown yet.</summary>
    public sealed record ProveFirstFactor : SignInStep
    {
        /// <summary>By a code to the address that was typed, in place of a password.</summary>
        public bool ByMail { get; init; }
    }

    /// <summary>The organization asks its guest to accept its terms; with an invitation, to become its guest.</summary>
    public sealed record AcceptOrganization(Guid? InvitationId) : SignInStep
    {
        /// <summary>They left it, and may come back.</summary>
        public bool IsReturn { get; init; }
    }

    /// <summary>The invitation that this journey began with can't be accepted by whoever signed in.</summary>
    public sealed record RefuseInvitation(InvitationProblem Problem) : SignInStep;

    /// <summary>Somebody without an organization of their own is the guest of these, and the application belongs to none of them.</summary>
    public sealed record ChooseOrganization(IReadOnlyList<Guid> OrganizationIds) : SignInStep
    {
        public bool Equals(ChooseOrganization? other) => other is not null && OrganizationIds.SequenceEqual(other.OrganizationIds);

        public override int GetHashCode() => OrganizationIds.Count;
    }

    /// <summary>"Pick an account": whoever has just become a guest sees which one they go on with.</summary>
    public sealed record ConfirmAccount : SignInStep;

    /// <summary>What was shown is too weak; each of these methods would strengthen it.</summary>
    public sealed record ProveSecondFactor(IReadOnlyList<Guid> MethodIds) : SignInStep
    {
        public bool Equals(ProveSecondFactor? other) => other is not null && MethodIds.SequenceEqual(other.MethodIds);

        public override int GetHashCode() => MethodIds.Count;
    }

    /// <summary>A method has to be set up. <paramref name="SkipsLeft"/> 0: now.</summary>
    /// <param name="FactorKeys">What may be set up, what policy asks for first.</param>
    /// <param name="Required">How many of these policy requires.</param>
    /// <param name="SkipsLeft">How often the person may still put it off.</param>
    public sealed record EnrollMethod(IReadOnlyList<string> FactorKeys, int Required, int SkipsLeft) : SignInStep
    {
        /// <summary>Nobody asks for it but the person, who may leave it at any time.</summary>
        public bool IsVoluntary { get; init; }

        /// <summary>Another one was set up just before: nobody has to hear the reasons again.</summary>
        public bool IsUnderWay { get; init; }

        /// <summary>The factor that they chose beforehand.</summary>
        public string? Chosen { get; init; }

        /// <summary>How many are still to be set up, this one included.</summary>
        public int Missing { get; init; } = 1;

        public bool Equals(EnrollMethod? other) =>
            other is not null && FactorKeys.SequenceEqual(other.FactorKeys) && Required == other.Required && SkipsLeft == other.SkipsLeft
            && IsVoluntary == other.IsVoluntary && IsUnderWay == other.IsUnderWay && Chosen == other.Chosen && Missing == other.Missing;

        public override int GetHashCode() => HashCode.Combine(FactorKeys.Count, Required, SkipsLeft);
    }

    /// <summary>A password reset asks for a proof, of whoever was named, known or not; or, once one was given, for a code from the account's mailbox.</summary>
    public sealed record ProveForReset : SignInStep;

    /// <summary>A reset got all the proofs it asks for.</summary>
    public sealed record ChooseNewPassword : SignInStep;

    /// <summary>A reset that can't go on.</summary>
    public sealed record RefuseReset(ResetProblem Problem) : SignInStep;

    /// <summary>A code is on its way to the address that a new account is to have.</summary>
    public sealed record ProveNewAddress : SignInStep;

    /// <summary>The address of a new account is proven: name and password are missing.</summary>
    public sealed record DescribeNewAccount : SignInStep;

    /// <summary>Show what was set up, and let the person choose the default.</summary>
    public sealed record ConfirmEnrollment : SignInStep;

    /// <summary>Ask whether the registered methods are still the person's own.</summary>
    public sealed record ReconfirmMethods : SignInStep;

    /// <summary>Offer a better way to sign in.</summary>
    public sealed record SuggestMethod(MethodSuggestion Suggestion) : SignInStep;

    /// <summary>"Stay signed in?"</summary>
    public sealed record AskStaySignedIn : SignInStep;

    /// <summary>The application's scopes wait for the person's word.</summary>
    public sealed record AskConsent(IReadOnlyList<string> Scopes) : SignInStep
    {
        public bool Equals(AskConsent? other) => other is not null && Scopes.SequenceEqual(other.Scopes);

        public override int GetHashCode() => Scopes.Count;
    }

    /// <summary>The account may not use this application.</summary>
    public sealed record RefuseAccess : SignInStep;

    /// <summary>The account has nothing, and may set up nothing, that is as strong as asked for.</summary>
    public sealed record StrengthOutOfReach : SignInStep;

    /// <summary>All is shown: back to the application.</summary>
    public sealed record Finish : SignInStep;
}

/// <summary>Why an invitation can't be accepted.</summary>
public enum InvitationProblem
{
    /// <summary>It was accepted, by somebody else.</summary>
    Redeemed,
    Expired,
    Withdrawn,

    /// <summary>Whoever signed in has another address.</summary>
    ForSomebodyElse,
}

/// <summary>Why a reset can't go on.</summary>
public enum ResetProblem
{
    /// <summary>It took too long.</summary>
    Expired,

    /// <summary>One phone, app or mailbox would open the password and be the second factor as well.</summary>
    OneThingAlone,

    /// <summary>One more proof is asked for, and the account has no other.</summary>
    NothingElse,
}
