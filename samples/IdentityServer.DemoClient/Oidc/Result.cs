using System.Diagnostics.CodeAnalysis;

namespace IdentityServer.DemoClient.Oidc;

/// <summary>What went wrong: an OAuth error code or one of ours (which start with "demo_"), and the technical detail.</summary>
internal sealed record Problem(string Code, string? Detail = null)
{
    public const string Unreachable = "demo_unreachable";
    public const string BadMetadata = "demo_bad_metadata";
    public const string UnknownState = "demo_unknown_state";
    public const string WrongIssuer = "demo_wrong_issuer";
    public const string BadIdToken = "demo_bad_id_token";
    public const string BadAnswer = "demo_bad_answer";
    public const string NoRefreshToken = "demo_no_refresh_token";
}

/// <summary>A value, or the problem that stood in its way.</summary>
internal readonly record struct Result<T>(T? Value, Problem? Problem)
    where T : class
{
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool Succeeded => Value is not null;

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Problem problem) => new(null, problem);
}
