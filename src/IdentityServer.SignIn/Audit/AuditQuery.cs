using System.Globalization;
using IdentityServer.SignIn.Administration;

namespace IdentityServer.SignIn.Audit;

/// <summary>Which entries. What is null or empty narrows nothing.</summary>
/// <param name="Reach">Entries of these organizations; entries of none only where that is everything.</param>
public sealed record AuditQuery(Reach Reach)
{
    public DateTime? FromUtc { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTime? UntilUtc { get; init; }

    public IReadOnlyCollection<string> Events { get; init; } = [];

    public bool? Succeeded { get; init; }

    /// <summary>Whom it is about.</summary>
    public Guid? AccountId { get; init; }

    /// <summary>Who did it.</summary>
    public Guid? ActorId { get; init; }

    public Guid? OrganizationId { get; init; }

    public string? ClientId { get; init; }

    public string? Address { get; init; }

    /// <summary>Part of <see cref="AuditEntry.Target"/>, case ignored.</summary>
    public string? Target { get; init; }
}

/// <summary>A place in a list of the newest first: what comes after the entry of this time and id.</summary>
public sealed record LogCursor(DateTime AtUtc, Guid Id)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{AtUtc.Ticks:x}-{Id:N}");

    /// <summary>Null if it is none.</summary>
    public static LogCursor? Parse(string? text) =>
        text?.Split('-') is [var ticks, var id]
        && long.TryParse(ticks, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var time)
        && time is > 0 && time <= DateTime.MaxValue.Ticks
        && Guid.TryParseExact(id, "N", out var guid)
            ? new(new DateTime(time, DateTimeKind.Utc), guid)
            : null;
}
