using System.Globalization;

namespace IdentityServer.DemoClient.Texts;

/// <summary>The texts of the page, in the browser's language. English is the key.</summary>
internal static class Words
{
    public static string Say(string text, params object[] values)
    {
        var said = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fr" ? French.Texts.GetValueOrDefault(text, text) : text;
        return values.Length == 0 ? said : string.Format(CultureInfo.CurrentCulture, said, values);
    }
}
