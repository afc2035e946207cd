namespace IdentityServer.Web.Tests.Support;

/// <summary>An organization of a test's own, with an application.</summary>
internal sealed record Company(string Slug, string Name, string Culture, string ClientId, string ClientSecret)
{
    public string ClientName => Name + " Desk";
}

/// <summary>An account of a test's own.</summary>
/// <param name="TotpSecret">Base 32; null without an authenticator app.</param>
internal sealed record Person(string UserName, string Email, string Password, string FullName, string? TotpSecret);

/// <summary>What a test wants its organization and application to be like; the defaults ask for nothing but a password.</summary>
internal sealed record CompanyWishes
{
    public string Culture { get; init; } = "en";

    public string Color { get; init; } = "#0b6e75";

    public string SecondFactor { get; init; } = "optional";

    public string[] RequiredMethods { get; init; } = [];

    /// <summary>Null: all.</summary>
    public string[]? AllowedMethods { get; init; }

    public object? Certificates { get; init; }

    public object? Passkeys { get; init; }

    public string[] PhoneCountries { get; init; } = [];

    public int Skips { get; init; } = 3;

    public int RememberDeviceDays { get; init; }

    public int SecurityQuestions { get; init; }

    public int MethodsRequired { get; init; } = 1;

    public int ResetMethods { get; init; } = 1;

    public bool SelfRegistration { get; init; }

    public int ReconfirmDays { get; init; }

    public bool SuggestPasskeys { get; init; }

    public int StaySignedInDays { get; init; }

    public bool RequireConsent { get; init; }

    /// <summary>"administrators" or "members".</summary>
    public string InvitedBy { get; init; } = "administrators";

    public object? Guests { get; init; }

    /// <summary>The application is told when sessions end.</summary>
    public bool BackchannelLogout { get; init; }

    /// <summary>"Protect your account" with "Skip for now", as the guide has it.</summary>
    public static CompanyWishes Guide(string culture) => new()
    {
        Culture = culture, SecondFactor = "required", RequiredMethods = ["authenticatorApp"], StaySignedInDays = 30,
    };
}
