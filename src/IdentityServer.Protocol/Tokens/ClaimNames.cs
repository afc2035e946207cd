namespace IdentityServer.Protocol.Tokens;

/// <summary>The claims that can be had of a person (OpenID Connect Core §5.1), and the scope that brings each (§5.4).</summary>
internal static class ClaimNames
{
    public const string Roles = "roles";

    private static readonly Dictionary<string, string[]> ByScope = new(StringComparer.Ordinal)
    {
        ["profile"] =
        [
            "name", "family_name", "given_name", "middle_name", "nickname", "preferred_username", "profile", "picture",
            "website", "gender", "birthdate", "zoneinfo", "locale", "updated_at",
            // Ours: where the person is, as a "member" or a "guest", and where a guest comes from.
            "organization", "user_type", "home_organization",
        ],
        ["email"] = ["email", "email_verified"],
        ["phone"] = ["phone_number", "phone_number_verified"],
        ["address"] = ["address"],
    };

    /// <summary>Brought by no scope: what an application that has roles is told of everybody who enters it.</summary>
    public static IReadOnlyList<string> OfApplication { get; } = [Roles];

    /// <summary>All that may be asked for one by one.</summary>
    public static IReadOnlySet<string> All { get; } = ByScope.Values.SelectMany(names => names).ToHashSet(StringComparer.Ordinal);

    /// <summary>The scope that brings a claim out of <see cref="All"/>.</summary>
    public static string ScopeOf(string claim) => ByScope.First(pair => pair.Value.Contains(claim)).Key;

    public static IReadOnlyList<string> OfScope(string scope) => ByScope.TryGetValue(scope, out var names) ? names : [];

    /// <summary>What a token of these scopes, and these single requests, may see.</summary>
    public static IReadOnlyCollection<string> Visible(IReadOnlyList<string> scopes, IReadOnlyList<string> requested)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var scope in scopes) names.UnionWith(OfScope(scope));
        names.UnionWith(requested);
        names.UnionWith(OfApplication);
        return names;
    }
}
