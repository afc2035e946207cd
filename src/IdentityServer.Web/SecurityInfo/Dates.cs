using System.Globalization;
using IdentityServer.Messaging.Templates;

namespace IdentityServer.Web.SecurityInfo;

/// <summary>Points in time in the language of the page; in UTC, for where the reader is, we don't know.</summary>
internal static class Dates
{
    /// <summary>"21 November 2026", « 21 novembre 2026 ».</summary>
    public static string Day(DateTime utc) => utc.ToString("d MMMM yyyy", CultureInfo.CurrentUICulture);

    /// <summary>"21 November 2026 at 11:38 UTC".</summary>
    public static string Moment(DateTime utc) => MessageTimes.Format(utc, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);
}
