namespace IdentityServer.Web.Factors.TemporaryAccessPass;

/// <summary>What an administrator asks for.</summary>
internal sealed record PassRequest(string Reason)
{
    public static readonly TimeSpan ShortestLifetime = TimeSpan.FromMinutes(10);

    public static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(30);

    public const int ShortestLength = 8, LongestLength = 48, LongestReason = 200;

    public TimeSpan Lifetime { get; init; } = TimeSpan.FromHours(1);

    public int Length { get; init; } = 12;

    /// <summary>False: good for any number of sign-ins until it expires.</summary>
    public bool Once { get; init; } = true;

    /// <summary>What is wrong with it, in English; null where nothing is.</summary>
    public string? Problem => this switch
    {
        { Reason: var reason } when string.IsNullOrWhiteSpace(reason) || reason.Length > LongestReason => $"A reason is needed, of at most {LongestReason} characters.",
        { Lifetime: var time } when time < ShortestLifetime || time > LongestLifetime => "A pass lives from 10 minutes to 30 days.",
        { Length: < ShortestLength or > LongestLength } => $"A pass has {ShortestLength} to {LongestLength} characters.",
        _ => null,
    };
}
