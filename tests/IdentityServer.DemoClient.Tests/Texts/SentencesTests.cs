using System.Globalization;
using IdentityServer.DemoClient.Oidc;
using IdentityServer.DemoClient.Texts;

namespace IdentityServer.DemoClient.Tests.Texts;

public sealed class SentencesTests
{
    [Theory]
    [InlineData("access_denied")]
    [InlineData("login_required")]
    [InlineData("unmet_authentication_requirements")]
    [InlineData("invalid_grant")]
    [InlineData(Problem.Unreachable)]
    [InlineData(Problem.UnknownState)]
    [InlineData("anything else")]
    public void Says_every_problem_in_both_languages(string code)
    {
        var english = In("en", () => Sentences.For(new Problem(code)));
        var french = In("fr", () => Sentences.For(new Problem(code)));

        Assert.EndsWith(english.EndsWith('?') ? "?" : ".", english, StringComparison.Ordinal);
        Assert.NotEqual(english, french);
    }

    private static string In(string culture, Func<string> say)
    {
        CultureInfo.CurrentUICulture = new CultureInfo(culture);
        return say();
    }
}
