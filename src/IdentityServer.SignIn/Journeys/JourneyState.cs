using System.Text.Json;
using System.Text.Json.Serialization;
using IdentityServer.SignIn.Factors;

namespace IdentityServer.SignIn.Journeys;

/// <summary>
/// What is asked for and what has been shown so far. Kept as JSON; a list that an older version of the server has not kept is read as
/// null, whatever its initial value, and is empty then.
/// </summary>
public sealed record JourneyState
{
    public required JourneyDemands Demands { get; init; }

    /// <summary>The application's request, in a form that only the protocol reads; null for a journey without an application.</summary>
    public string? Request { get; init; }

    /// <summary>A local address to go to at the end of a journey without an application.</summary>
    public string? ReturnPath { get; init; }

    /// <summary>The organization whose policy and branding hold; null until known. First in the JSON, where the store's statement looks for it.</summary>
    [JsonPropertyOrder(-1)]
    public Guid? OrganizationId { get; init; }

    /// <summary>What the person typed to say who they are.</summary>
    public string? Identifier { get; init; }

    public IReadOnlyList<Proof> Proofs { get; init => field = value ?? []; } = [];

    /// <summary>The person can't get in and is on the way to a new password: what is shown now opens that, and nothing else. Null at a sign-in.</summary>
    public PasswordReset? Reset { get; init; }

    /// <summary>Somebody is creating an account. Null at a sign-in.</summary>
    public Registration? Registration { get; init; }

    /// <summary>The invitation whose link began this journey.</summary>
    public Guid? InvitationId { get; init; }

    /// <summary>The person asked for a code by mail in place of a password.</summary>
    public bool ByMail { get; init; }

    /// <summary>An invitation was accepted, and the account to go on with was not picked yet.</summary>
    public bool AwaitsAccountChoice { get; init; }

    /// <summary>The person was asked which organization they mean, and said so.</summary>
    public bool ChoseOrganization { get; init; }

    /// <summary>The session that the proofs were taken over from.</summary>
    public Guid? SessionId { get; init; }

    /// <summary>When that session's person authenticated.</summary>
    public DateTime? SessionSinceUtc { get; init; }

    /// <summary>The person was shown the accounts of this browser and wants another one.</summary>
    public bool WantsAnotherAccount { get; init; }

    /// <summary>The language chosen by the switch on the page.</summary>
    public string? Culture { get; init; }

    public bool SkippedEnrollment { get; init; }

    /// <summary>"Don't ask again on this device" was chosen along with a proof.</summary>
    public bool RemembersDevice { get; init; }

    /// <summary>Factor keys set up during this journey.</summary>
    public IReadOnlyList<string> Enrolled { get; init => field = value ?? []; } = [];

    public bool SawEnrollmentSuccess { get; init; }

    /// <summary>The person wants to set up another method that nobody asked for.</summary>
    public bool WantsToEnroll { get; init; }

    /// <summary>The factor that they chose for it before the journey began; null: they choose on the way.</summary>
    public string? ChosenFactor { get; init; }

    /// <summary>Methods that go once the one that is set up in their place has proven itself.</summary>
    public IReadOnlyList<Guid> Replaces { get; init => field = value ?? []; } = [];

    /// <summary>The browser says that the device can make passkeys and check who holds it.</summary>
    public bool CanMakePasskeys { get; init; }

    /// <summary>The person was asked whether their methods are still theirs, or invited to make a passkey, and has answered.</summary>
    public bool AnsweredReminder { get; init; }

    /// <summary>Null until asked.</summary>
    public bool? StaySignedIn { get; init; }

    /// <summary>Scopes that the person granted on this journey; null until asked.</summary>
    public IReadOnlyList<string>? GrantedScopes { get; init; }

    /// <summary>Work in progress by factor key: an enrolment's new secret, a challenge. Encrypted by the factor's pages.</summary>
    public IReadOnlyDictionary<string, string> Pending { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();

    public string ToJson() => JsonSerializer.Serialize(this, JourneyJson.Default.JourneyState);

    public static JourneyState FromJson(string json) => JsonSerializer.Deserialize(json, JourneyJson.Default.JourneyState)!;
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(JourneyState))]
internal sealed partial class JourneyJson : JsonSerializerContext;
