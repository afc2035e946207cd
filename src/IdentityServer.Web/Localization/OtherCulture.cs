using System.Globalization;

namespace IdentityServer.Web.Localization;

/// <summary>For words that somebody else reads than whoever asked for the page.</summary>
internal static class OtherCulture
{
    public static T Speak<T>(string culture, Func<T> say)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            return say();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
