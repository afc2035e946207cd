using System.Globalization;
using IdentityServer.Web.Factors.Phone;
using Xunit;

namespace IdentityServer.Web.Tests.Factors.Phone;

public sealed class CountriesTests
{
    [Theory]
    [InlineData("+15145550163", "CA")]
    [InlineData("+12125550163", "US")]
    [InlineData("+18765550163", "JM")]
    [InlineData("+18095550163", "DO")]
    [InlineData("+33612345678", "FR")]
    [InlineData("+447911123456", "GG")]
    [InlineData("+447400123456", "GB")]
    [InlineData("+77012345678", "KZ")]
    [InlineData("+79123456789", "RU")]
    [InlineData("+262692123456", "RE")]
    [InlineData("+262639123456", "YT")]
    [InlineData("+59995123456", "CW")]
    [InlineData("+390669812345", "VA")]
    [InlineData("+390612345678", "IT")]
    public void A_number_belongs_to_the_country_that_its_beginning_names(string number, string expected) =>
        Assert.Equal(expected, Assert.Single(Countries.Of(number)).Iso);

    [Fact]
    public void Some_countries_share_all_their_numbers() => Assert.Equal(["BL", "GP", "MF"], Countries.Of("+590690123456").Select(country => country.Iso).Order(StringComparer.Ordinal));

    [Fact]
    public void A_number_of_no_country_belongs_to_none() => Assert.Empty(Countries.Of("+999123456"));

    [Fact]
    public void Every_row_of_the_file_makes_sense()
    {
        Assert.True(Countries.All.Count > 230);
        Assert.All(Countries.All, country =>
        {
            Assert.Matches("^[A-Z]{2}$", country.Iso);
            Assert.Matches("^[1-9][0-9]{0,2}$", country.Code);
            Assert.InRange(country.MinDigits, 4, country.MaxDigits);
            // ITU-T E.164 §6.2.1: fifteen digits with the code.
            Assert.InRange(country.Code.Length + country.MaxDigits, 7, 15);
            Assert.Matches(@"^(0|06|1|8)?\z", country.TrunkPrefix);
            Assert.False(string.IsNullOrWhiteSpace(country.EnglishName) || string.IsNullOrWhiteSpace(country.FrenchName), country.Iso);
        });
        Assert.Equal(Countries.All.Count, Countries.All.Select(country => country.FrenchName).Distinct().Count());
    }

    [Fact]
    public void A_country_has_a_name_in_the_language_of_the_page()
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = new CultureInfo("fr-CA");

        try
        {
            Assert.Equal("Allemagne", Countries.Find("de")!.Name);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
