using System.Globalization;
using IdentityServer.Web.Admin.Overview;
using Xunit;

namespace IdentityServer.Web.Tests.Admin.Overview;

public sealed class DayChartTests
{
    private static readonly DateOnly First = new(2026, 3, 1);

    [Theory]
    [InlineData(0, 4)]
    [InlineData(5, 5)]
    [InlineData(7, 8)]
    [InlineData(25, 30)]
    [InlineData(101, 200)]
    [InlineData(3_000, 3_000)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void Its_top_is_a_round_number(int most, int top) => Assert.Equal(top, Chart(most).Top);

    [Fact]
    public void Bars_stand_on_the_ground_side_by_side_and_none_is_drawn_for_nothing()
    {
        var bars = new DayChart([new(First, 10, 0), new(First.AddDays(1), 5, 1)]).Bars.ToList();

        Assert.Equal(
            [new(1, "0", "120", "chart-good"), new(21, "60", "60", "chart-good"), new(30, "108", "12", "chart-bad")],
            bars);
    }

    [Fact]
    public void What_happened_at_all_is_seen()
    {
        var bar = new DayChart([new(First, 1_000_000, 1)]).Bars.Last();

        Assert.Equal("1", bar.Height);
    }

    [Fact]
    public void Speaks_svg_s_language_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("fr-FR");

        try
        {
            Assert.DoesNotContain(new DayChart([new(First, 7, 3)]).Bars, bar => (bar.Y + bar.Height).Contains(',', StringComparison.Ordinal));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_share_of_nobody_is_nothing() => Assert.Equal((0, 33), (new ShareBar("", 0, 0).Percent, new ShareBar("", 1, 3).Percent));

    private static DayChart Chart(int most) => new([new(First, most, 0)]);
}
