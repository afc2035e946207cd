namespace IdentityServer.SignIn.Organizations;

/// <summary>What an organization asks of the people who sign in to it.</summary>
public sealed record Policy
{
    public static readonly IReadOnlyList<string> KnownMethods =
        ["authenticatorApp", "push", "sms", "voice", "email", "passkey", "certificate", "recoveryCodes", "temporaryAccessPass"];

    public SecondFactorDemand SecondFactor { get; init; } = SecondFactorDemand.Optional;

    /// <summary>Factor keys that everybody has to set up.</summary>
    public IReadOnlyList<string> RequiredMethods { get; init; } = [];

    /// <summary>How many methods everybody has to have where a second factor is required: 1 to 5. What is kept for an emergency doesn't count.</summary>
    public int MethodsRequired { get; init; } = 1;

    /// <summary>Factor keys that may be used besides the password.</summary>
    public IReadOnlyList<string> AllowedMethods { get; init; } = KnownMethods;

    /// <summary>The countries whose phone numbers are accepted (ISO 3166-1, two letters); none: all that the server accepts.</summary>
    public IReadOnlyList<string> PhoneCountries { get; init => field = value ?? []; } = [];

    /// <summary>How often "Skip for now" works, for each account: 0 to 10.</summary>
    public int SkipsAllowed { get; init; } = 3;

    /// <summary>Days for which a skip holds: 0 (asked again at the next sign-in) to 14.</summary>
    public int SkipPauseDays { get; init; }

    /// <summary>After this day nothing can be skipped.</summary>
    public DateTime? EnrollmentDeadlineUtc { get; init; }

    /// <summary>"Don't ask again on this device for N days"; 0 never offers it.</summary>
    public int RememberDeviceDays { get; init; }

    /// <summary>Who may invite guests: administrators or members.</summary>
    public string InvitedBy { get; init; } = "administrators";

    /// <summary>How long a session lives at most, in hours: 1 to 2,160.</summary>
    public int SessionHours { get; init; } = 24;

    /// <summary>How long a session lives if the person chose to stay signed in, in days: 0 (not offered) to 90.</summary>
    public int StaySignedInDays { get; init; } = 30;

    /// <summary>Wrong passwords before the first lock: 3 to 100.</summary>
    public int LockoutFailures { get; init; } = 10;

    /// <summary>Security questions that everybody but administrators answers, for password resets: 3 to 5; 0 has none.</summary>
    public int SecurityQuestions { get; init; }

    /// <summary>How many methods a password reset asks for: 1 or 2. Administrators always show two.</summary>
    public int ResetMethods { get; init; } = 1;

    /// <summary>People may create accounts here by themselves.</summary>
    public bool SelfRegistration { get; init; }

    /// <summary>Days after which people are asked whether their methods are still theirs: 1 to 730; 0: never.</summary>
    public int ReconfirmDays { get; init; }

    /// <summary>People whose device can make a passkey are invited to.</summary>
    public bool SuggestPasskeys { get; init; } = true;

    /// <summary>Characters a password has at least: 12 to 64.</summary>
    public int PasswordMinLength { get; init; } = 12;

    /// <summary>What client certificates have to be like.</summary>
    public CertificatePolicy Certificates { get; init => field = value ?? new(); } = new();

    /// <summary>Which security keys and passkeys are accepted.</summary>
    public PasskeyPolicy Passkeys { get; init => field = value ?? new(); } = new();

    /// <summary>Who is let in from elsewhere.</summary>
    public GuestPolicy Guests { get; init => field = value ?? new(); } = new();
}

/// <summary>How much a second factor is wanted. The numbers are stored.</summary>
public enum SecondFactorDemand
{
    /// <summary>Never asked for, unless the account's own switch or the application asks.</summary>
    Off = 0,

    /// <summary>Asked of those who have one.</summary>
    Optional = 1,

    /// <summary>Everybody has to set one up and use it.</summary>
    Required = 2,

    /// <summary>As required, and it has to resist phishing.</summary>
    PhishingResistant = 3,
}
