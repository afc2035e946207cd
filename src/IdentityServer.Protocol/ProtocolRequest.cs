namespace IdentityServer.Protocol;

/// <summary>A request to an endpoint that is called by machines: its form body in the order sent, and its Authorization header.</summary>
public sealed record ProtocolRequest
{
    public required IReadOnlyList<KeyValuePair<string, string>> Parameters { get; init; }

    public string? Authorization { get; init; }

    /// <summary>Prints neither secrets nor codes.</summary>
    public override string ToString() => $"ProtocolRequest with {Parameters.Count} parameters";
}
