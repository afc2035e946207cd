using System.Globalization;

namespace IdentityServer.Web.Admin.Logs;

/// <summary>Moments in a log: to the second, and alike in all languages, so that they compare with other logs.</summary>
internal static class LogTimes
{
    public static string Of(DateTime utc) => utc.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Where the day is known.</summary>
    public static string ClockOf(DateTime utc) => utc.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
