using System.Globalization;

namespace IdentityServer.Web.Guests.Inviting;

/// <summary>A guest's last day, as forms have it. The whole day still counts.</summary>
internal static class GuestDays
{
    private const string Format = "yyyy-MM-dd";

    /// <summary>The moment from which the guest may not enter; null: that is no day.</summary>
    public static DateTime? EndOf(string text) =>
        DateOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue
            ? day.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc)
            : null;

    public static string? LastBefore(DateTime? endsUtc) => endsUtc is { } ends ? ends.AddTicks(-1).ToString(Format, CultureInfo.InvariantCulture) : null;
}
