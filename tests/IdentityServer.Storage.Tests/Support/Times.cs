namespace IdentityServer.Storage.Tests.Support;

/// <summary>A moment that both databases keep exactly: they count in microseconds.</summary>
internal static class Times
{
    public static readonly DateTime Now = new(2026, 3, 4, 5, 6, 7, 8, 9, DateTimeKind.Utc);

    public static DateTime In(double seconds) => Now.AddSeconds(seconds);
}
