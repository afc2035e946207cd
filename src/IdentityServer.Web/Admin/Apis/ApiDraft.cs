using IdentityServer.Protocol.Apis;

namespace IdentityServer.Web.Admin.Apis;

/// <summary>What somebody wants an API to be: the fields of its form.</summary>
public sealed class ApiDraft
{
    /// <summary>Of a new one.</summary>
    public string? Resource { get; set; }

    public string? Name { get; set; }

    /// <summary>One a line: a name, and after a space what the consent page says.</summary>
    public string? Scopes { get; set; }

    /// <summary>Empty: as the application.</summary>
    public string? Algorithm { get; set; }

    /// <summary>What the change is based on.</summary>
    public Guid Version { get; set; }

    internal static ApiDraft Of(Api api) => new()
    {
        Resource = api.Resource,
        Name = api.DisplayName,
        Scopes = string.Join('\n', api.Scopes.Select(scope => $"{scope.Name} {scope.DisplayName}".Trim())),
        Algorithm = api.AccessTokenSignedResponseAlg,
        Version = api.Version,
    };

    internal Api Apply(Api api) => api with
    {
        DisplayName = Name?.Trim() ?? "",
        AccessTokenSignedResponseAlg = string.IsNullOrEmpty(Algorithm) ? null : Algorithm,
        Scopes = [.. (Scopes ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(line => ScopeOf(line, api))],
    };

    // What the form doesn't show of a permission stays as it is.
    private static ApiScope ScopeOf(string line, Api api)
    {
        var parts = line.Split(' ', 2, StringSplitOptions.TrimEntries);
        var kept = api.Scopes.FirstOrDefault(scope => scope.Name == parts[0]) ?? new ApiScope { Name = parts[0] };
        return kept with { DisplayName = parts.Length > 1 ? parts[1] : null };
    }
}
