using System.Globalization;
using System.Text.RegularExpressions;
using IdentityServer.Web.Shared;
using Xunit;

namespace IdentityServer.Web.Tests.Shared;

public sealed partial class BrandColorsTests
{
    private static readonly string[] Grounds = ["--brand-soft", "--brand-ground", "--brand-ground-deep"];

    /// <summary>Corners, greys, brand colours that are hard to read on, and a lattice through the whole cube.</summary>
    public static TheoryData<string> PickedColors
    {
        get
        {
            var colors = new TheoryData<string>("#000000", "#ffffff", "#fffffe", "#777777", "#808080", "#ffd400", "#ff6a00", "#c8ff00", "#fdf6e3", "#0a1f44");
            string[] levels = ["00", "40", "80", "c0", "ff"];
            foreach (var r in levels)
            foreach (var g in levels)
            foreach (var b in levels)
                colors.Add($"#{r}{g}{b}");
            return colors;
        }
    }

    [Theory]
    [MemberData(nameof(PickedColors))]
    public void Keeps_every_text_readable_in_both_themes(string picked)
    {
        foreach (var theme in Themes(picked))
        {
            Assert.True(Contrast(theme.Colors["--brand-on-accent"], theme.Colors["--brand-accent"]) >= 4.5, "button");
            Assert.True(Contrast(theme.Colors["--brand-on-accent"], theme.Colors["--brand-accent-hover"]) >= 4.5, "button under the pointer");
            Assert.All(BehindText(theme), ground => Assert.True(Contrast(theme.Colors["--brand-link"], ground) >= 4.5, $"link on {ground}"));
            Assert.All(BehindText(theme), ground => Assert.True(Contrast(theme.Text, ground) >= 4.5, $"text on {ground}"));
            Assert.All(BehindText(theme), ground => Assert.True(Contrast(theme.MutedText, ground) >= 4.5, $"muted text on {ground}"));
        }
    }

    [Theory]
    [MemberData(nameof(PickedColors))]
    public void Keeps_every_edge_visible_in_both_themes(string picked)
    {
        foreach (var theme in Themes(picked))
            Assert.All(BehindText(theme), ground => Assert.True(Contrast(theme.Colors["--brand-edge"], ground) >= 3, $"edge on {ground}"));
    }

    [Theory]
    [InlineData("#1746a2")]
    [InlineData("#7a1fa2")]
    [InlineData("#ffd400")]
    public void Keeps_a_color_that_can_carry_text_as_it_was_picked(string picked)
    {
        var light = Themes(picked)[0];

        Assert.Equal(picked, light.Colors["--brand-accent"]);
    }

    [Theory]
    [InlineData("#0AF", "#00aaff")]
    [InlineData("1746A2", "#1746a2")]
    [InlineData(" #1746a2 ", "#1746a2")]
    public void Reads_a_color_however_it_was_typed(string typed, string meant)
    {
        Assert.Equal(BrandColors.Css(meant), BrandColors.Css(typed));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("blue")]
    [InlineData("#12345")]
    [InlineData("#ggg")]
    [InlineData("#fff;} body { display: none")]
    public void Falls_back_to_the_products_color(string? unusable)
    {
        Assert.Equal(BrandColors.Css(BrandColors.Default), BrandColors.Css(unusable));
    }

    [Fact]
    public void The_style_sheet_starts_with_the_products_own_palette()
    {
        var (computed, css) = (Declaration().Matches(BrandColors.Css(null)), SiteCss());

        Assert.NotEmpty(computed);
        Assert.All(computed, declaration => Assert.Contains(declaration.Value, css, StringComparison.Ordinal));
    }

    private static IEnumerable<string> BehindText(Theme theme) => Grounds.Select(name => theme.Colors[name]).Append(theme.Surface);

    private static Theme[] Themes(string picked)
    {
        var declared = Declaration().Matches(BrandColors.Css(picked)).Select(match => (Name: match.Groups[1].Value, Value: match.Groups[2].Value)).ToList();
        var (light, dark) = (declared.Take(declared.Count / 2), declared.Skip(declared.Count / 2));

        return
        [
            new Theme(light.ToDictionary(c => c.Name, c => c.Value), BrandColors.LightSurface, Token("text", 0), Token("muted", 0)),
            new Theme(dark.ToDictionary(c => c.Name, c => c.Value), BrandColors.DarkSurface, Token("text", 1), Token("muted", 1)),
        ];
    }

    private static string Token(string name, int theme) =>
        Regex.Matches(SiteCss(), $"--{name}: (#[0-9a-f]{{6}});")[theme].Groups[1].Value;

    private static string SiteCss()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "global.json"))) folder = folder.Parent!;
        return File.ReadAllText(Path.Combine(folder.FullName, "src/IdentityServer.Web/wwwroot/css/site.css"));
    }

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    // Written apart from the code under test: WCAG 2.2, "relative luminance".
    private static double Luminance(string hex)
    {
        double[] weights = [0.2126, 0.7152, 0.0722];
        return weights.Select((weight, i) =>
        {
            var value = int.Parse(hex.AsSpan(1 + (2 * i), 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255d;
            return weight * (value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4));
        }).Sum();
    }

    [GeneratedRegex("(--brand-[a-z-]+): (#[0-9a-f]{6});")]
    private static partial Regex Declaration();

    private sealed record Theme(IReadOnlyDictionary<string, string> Colors, string Surface, string Text, string MutedText);
}
