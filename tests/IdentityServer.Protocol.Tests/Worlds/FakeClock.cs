namespace IdentityServer.Protocol.Tests.Worlds;

internal sealed class FakeClock : TimeProvider
{
    private long _ticks = new DateTime(2026, 11, 21, 12, 0, 0, DateTimeKind.Utc).Ticks;

    public DateTime Now => new(Interlocked.Read(ref _ticks), DateTimeKind.Utc);

    public override DateTimeOffset GetUtcNow() => new(Now);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
