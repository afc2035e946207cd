namespace IdentityServer.Web.Tests.Factors;

/// <summary>Stands still until it is set.</summary>
internal sealed class FixedClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 11, 21, 12, 0, 10, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
