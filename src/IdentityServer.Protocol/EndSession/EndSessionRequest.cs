namespace IdentityServer.Protocol.EndSession;

/// <summary>A logout request that has passed every check.</summary>
public sealed record EndSessionRequest
{
    /// <summary>The client that asks; null if it did not say.</summary>
    public string? ClientId { get; init; }

    /// <summary>The "sub" whose session is to end, proven by an ID token; null if none came.</summary>
    public string? HintedSubject { get; init; }

    /// <summary>The session that ID token was issued in.</summary>
    public Guid? HintedSessionId { get; init; }

    public string? LogoutHint { get; init; }

    public IReadOnlyList<string> UiLocales { get; init; } = [];

    /// <summary>Where to go afterwards, registered for the client; null if it goes nowhere.</summary>
    public string? PostLogoutRedirectUri { get; init; }

    public string? State { get; init; }

    /// <summary>Without an ID token anyone could have sent this link: the person is asked first (RP-Initiated Logout §2).</summary>
    public bool MustAsk => HintedSubject is null;

    /// <summary>The address to go to afterwards, with the state; null if it goes nowhere.</summary>
    public string? ToLocation()
    {
        if (PostLogoutRedirectUri is null || State is null) return PostLogoutRedirectUri;

        var separator = PostLogoutRedirectUri.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return $"{PostLogoutRedirectUri}{separator}state={Uri.EscapeDataString(State)}";
    }
}
