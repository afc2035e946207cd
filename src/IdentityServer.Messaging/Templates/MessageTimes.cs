using System.Globalization;

namespace IdentityServer.Messaging.Templates;

/// <summary>Writes points in time the way mails do. Always in UTC and saying so: where the reader is, we don't know.</summary>
public static class MessageTimes
{
    /// <summary>"21 November 2026 at 11:38 UTC", « 21 novembre 2026 à 11 h 38 UTC ».</summary>
    public static string Format(DateTime utc, string culture) => MessageTemplates.Language(culture) == "fr"
        ? utc.ToString("d MMMM yyyy 'à' H'\u00a0h\u00a0'mm' UTC'", CultureInfo.GetCultureInfo("fr"))
        : utc.ToString("d MMMM yyyy 'at' HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
