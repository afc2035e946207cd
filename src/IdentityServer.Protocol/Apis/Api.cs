namespace IdentityServer.Protocol.Apis;

/// <summary>A resource server: the audience of access tokens (RFC 8707, RFC 9068 §3) and the owner of scopes.</summary>
public sealed record Api
{
    /// <summary>An absolute URI; the <c>aud</c> of its access tokens.</summary>
    public required string Resource { get; init; }

    public required string DisplayName { get; init; }

    public IReadOnlyList<ApiScope> Scopes { get; init; } = [];

    /// <summary>For introspection, with <see cref="Resource"/> as the client_id. Kept like a client's secret; null: may not introspect.</summary>
    public string? SecretHash { get; init; }

    /// <summary>Signs access tokens for this API; null leaves the choice to the client.</summary>
    public string? AccessTokenSignedResponseAlg { get; init; }

    /// <summary>Another one after every change.</summary>
    public Guid Version { get; init; }
}

/// <summary>One scope of an API, with the words that the consent page shows.</summary>
public sealed record ApiScope
{
    public required string Name { get; init; }

    public string? DisplayName { get; init; }

    public string? Description { get; init; }

    /// <summary>Can't be unticked on the consent page.</summary>
    public bool Required { get; init; }
}
