namespace IdentityServer.Storage.Tests.Support;

/// <summary>Time that stands still until a test moves it.</summary>
internal sealed class FakeClock : TimeProvider
{
    private DateTimeOffset _now = Times.Now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _now.Ticks;

    public void Advance(TimeSpan time) => _now += time;
}
