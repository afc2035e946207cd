namespace IdentityServer.Storage.Secrets;

/// <summary>One element of the Data Protection key ring.</summary>
internal sealed class RingElementRow
{
    public required Guid Id { get; init; }

    public string? FriendlyName { get; init; }

    /// <summary>XML whose secret part is sealed.</summary>
    public required string Xml { get; init; }

    public required DateTime CreatedUtc { get; init; }
}
