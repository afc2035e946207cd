using IdentityServer.Web.Localization;
using Xunit;

namespace IdentityServer.Web.Tests.Localization;

public sealed class CulturesTests
{
    [Theory]
    [InlineData("fr", "fr")]
    [InlineData("fr-CA,fr;q=0.9,en;q=0.8", "fr")]
    [InlineData("FR-ca", "fr")]
    [InlineData("en-GB,fr;q=0.9", "en")]
    [InlineData("en;q=0.4, fr;q=0.5", "fr")]
    [InlineData("de,en;q=0.1,fr;q=0.2", "fr")]
    [InlineData("en;q=0,fr;q=0.1", "fr")]
    [InlineData("en; q=0.5 , fr ; q=0.5", "en")]
    [InlineData("en;q=nonsense,fr", "fr")]
    [InlineData("en;q=NaN,fr;q=0.001", "fr")]
    [InlineData("fr;Q=0.9", "fr")]
    [InlineData(",,;,fr", "fr")]
    public void Reads_what_a_browser_asks_for(string header, string expected) => Assert.Equal(expected, Cultures.FirstOf(header));

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("de, it;q=0.5")]
    [InlineData("fr;q=0")]
    [InlineData("fra")]
    [InlineData("f r")]
    [InlineData(";q=1")]
    public void Leaves_the_choice_to_others_where_it_speaks_none_of_it(string header) => Assert.Null(Cultures.FirstOf(header));

    [Fact]
    public void Reads_no_endless_header() => Assert.Null(Cultures.FirstOf(string.Concat(Enumerable.Repeat("fr,", 10_000))));

    [Fact]
    public void Takes_the_first_tag_that_it_speaks() => Assert.Equal("fr", Cultures.FirstOf(["de", "fr-BE", "en"]));

    [Fact]
    public void Decides_alike_in_every_culture()
    {
        var before = System.Globalization.CultureInfo.CurrentCulture;
        System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo("fr-FR");

        try
        {
            Assert.Equal("fr", Cultures.FirstOf("en;q=0.2,fr;q=0.3"));
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }
}
