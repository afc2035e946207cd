using IdentityServer.SignIn.Audit;

namespace IdentityServer.Storage.Audit;

/// <summary>Who did what, when, from where. Kept.</summary>
internal sealed class AuditRow
{
    public required Guid Id { get; init; }

    public required DateTime AtUtc { get; init; }

    public required string Event { get; init; }

    public required bool Succeeded { get; init; }

    public Guid? AccountId { get; init; }

    public Guid? ActorId { get; init; }

    public Guid? OrganizationId { get; init; }

    public string? ClientId { get; init; }

    public Guid? JourneyId { get; init; }

    public Guid? SessionId { get; init; }

    public string? FactorKey { get; init; }

    public string? Address { get; init; }

    public string? UserAgent { get; init; }

    public string? Target { get; init; }

    /// <summary>JSON: a field's name, its value before and after.</summary>
    public string? Changes { get; init; }

    public string? Detail { get; init; }

    /// <summary>Its number in the chain; null until it is sealed.</summary>
    public long? Sequence { get; init; }

    public byte[]? Hash { get; init; }

    public AuditEntry ToEntry() => new()
    {
        Id = Id,
        AtUtc = AtUtc,
        Event = Event,
        Succeeded = Succeeded,
        AccountId = AccountId,
        OrganizationId = OrganizationId,
        ClientId = ClientId,
        JourneyId = JourneyId,
        SessionId = SessionId,
        FactorKey = FactorKey,
        Address = Address,
        UserAgent = UserAgent,
        Detail = Detail,
        ActorId = ActorId,
        Target = Target,
        Changes = Changes,
    };
}
