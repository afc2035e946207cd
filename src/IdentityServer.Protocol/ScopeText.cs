namespace IdentityServer.Protocol;

/// <summary>Scopes as they travel: names separated by spaces (RFC 6749 §3.3).</summary>
public static class ScopeText
{
    public const string OpenId = "openid";
    public const string OfflineAccess = "offline_access";

    /// <summary>OpenID Connect Core §5.4 and §11.</summary>
    public static IReadOnlyList<string> OpenIdScopes { get; } = [OpenId, "profile", "email", "phone", "address", OfflineAccess];

    public static bool IsOpenIdScope(string scope) => OpenIdScopes.Contains(scope);

    /// <summary>The names in the order given, each once.</summary>
    public static IReadOnlyList<string> Split(string? text)
    {
        if (string.IsNullOrEmpty(text)) return [];
        if (!text.Contains(' ', StringComparison.Ordinal)) return [text];

        return [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];
    }
}
