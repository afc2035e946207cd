using IdentityServer.SignIn.Methods;
using IdentityServer.Web.Factors;

namespace IdentityServer.Web.SecurityInfo;

/// <summary>One thing of the person's that proves who they are, whether it does so in one way or, as a phone, in several.</summary>
/// <param name="Methods">Those that come and go together.</param>
/// <param name="Target">The masked number or address; null where there is none.</param>
internal sealed record OwnMethod(IReadOnlyList<Method> Methods, IFactorPages Pages, string? Target)
{
    /// <summary>More words about it.</summary>
    public required IReadOnlyList<string> Details { get; init; }

    /// <summary>Policy accepts it at sign-ins to the person's own organization.</summary>
    public required bool IsAccepted { get; init; }

    /// <summary>The person may set up another one that takes its place.</summary>
    public required bool CanBeReplaced { get; init; }

    /// <summary>It may be asked for first.</summary>
    public required bool CanBeDefault { get; init; }

    /// <summary>For an emergency only.</summary>
    public required bool IsSpare { get; init; }

    /// <summary>"Delete" is offered, if only to hear what to set up first.</summary>
    public bool CanBeDeleted { get; init; } = true;

    public Method First => Methods[0];

    /// <summary>English text: "Phone".</summary>
    public string Name => Methods.Count > 1 ? Pages.Section : Pages.Name;

    /// <summary>It bears a name that the person gave it, and there may be several of its kind.</summary>
    public bool CanBeRenamed => First.Label is not null && !CanBeReplaced;

    public bool IsDefault => Methods.Any(method => method.IsDefault);

    public DateTime AddedUtc => Methods.Min(method => method.CreatedUtc);

    public DateTime? LastUsedUtc => Methods.Max(method => method.LastUsedUtc);

    public IReadOnlyList<Guid> Ids => [.. Methods.Select(method => method.Id)];
}
