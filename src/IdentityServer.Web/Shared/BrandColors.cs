namespace IdentityServer.Web.Shared;

/// <summary>
/// Turns the one colour an organization picks into the few that the pages need, for light and dark:
/// text at 4.5:1 or more and edges at 3:1 or more (WCAG 2.2 §1.4.3, §1.4.11), whatever was picked.
/// </summary>
internal static class BrandColors
{
    /// <summary>The product's own colour, for no organization or one that picked none.</summary>
    internal const string Default = "#2f5fae";

    /// <summary>The sheet's colours in <c>site.css</c>, which the contrasts are computed against.</summary>
    internal const string LightSurface = "#ffffff", DarkSurface = "#1c1e23";

    private const double TextContrast = 4.5, EdgeContrast = 3;

    /// <summary>How much darker than picked a button may be to carry white text; beyond it, the colour stays and its text is ink.</summary>
    private const double LargestDarkening = 0.1;

    private static readonly OkLch White = OkLch.Parse("#ffffff")!.Value;
    private static readonly OkLch Ink = OkLch.Parse("#14161a")!.Value;

    /// <summary>A style sheet of custom properties. It holds computed values alone, so nothing of the input ever reaches it.</summary>
    internal static string Css(string? hexColor)
    {
        var picked = OkLch.Parse(hexColor) ?? OkLch.Parse(Default)!.Value;

        return $$"""
            :root {
            {{Properties(Light(picked))}}
            }

            @media screen and (prefers-color-scheme: dark) {
              :root {
            {{Properties(Dark(picked))}}
              }
            }

            """;
    }

    private static Palette Light(OkLch picked)
    {
        var surface = OkLch.Parse(LightSurface)!.Value;
        var grounds = (Soft: Tint(picked, 0.955, 0.028), Ground: Tint(picked, 0.965, 0.016), Deep: Tint(picked, 0.925, 0.032));
        OkLch[] behind = [surface, grounds.Soft, grounds.Ground, grounds.Deep];

        var withWhite = Move(picked, -1, color => color.Contrast(White) >= TextContrast);
        var keeps = picked.Lightness - withWhite.Lightness > LargestDarkening && picked.Contrast(surface) >= 1.3 && picked.Contrast(Ink) >= TextContrast;
        var (accent, onAccent) = keeps ? (picked, Ink) : (withWhite, White);

        return new Palette(
            accent, onAccent, Hover(accent, onAccent),
            Move(accent, -1, color => behind.All(ground => color.Contrast(ground) >= EdgeContrast)),
            Move(picked, -1, color => behind.All(ground => color.Contrast(ground) >= TextContrast)),
            grounds.Soft, grounds.Ground, grounds.Deep);
    }

    private static Palette Dark(OkLch picked)
    {
        var surface = OkLch.Parse(DarkSurface)!.Value;
        var grounds = (Soft: Tint(picked, 0.3, 0.035), Ground: Tint(picked, 0.185, 0.018), Deep: Tint(picked, 0.155, 0.024));
        OkLch[] behind = [surface, grounds.Soft, grounds.Ground, grounds.Deep];

        // Between the darkest that ink can be read on and the lightest that white can is a gap: colours in it go up.
        var accent = Move(picked, 1, color => color.Contrast(surface) >= EdgeContrast);
        var onAccent = accent.Contrast(White) >= TextContrast ? White : Ink;
        accent = Move(accent, 1, color => color.Contrast(onAccent) >= TextContrast);

        return new Palette(
            accent, onAccent, Hover(accent, onAccent),
            Move(accent, 1, color => behind.All(ground => color.Contrast(ground) >= EdgeContrast)),
            Move(picked, 1, color => behind.All(ground => color.Contrast(ground) >= TextContrast)),
            grounds.Soft, grounds.Ground, grounds.Deep);
    }

    /// <summary>Away from the text, so that pressing never makes it harder to read; at the very top, where there is no away, down.</summary>
    private static OkLch Hover(OkLch accent, OkLch onAccent)
    {
        var down = onAccent == White || accent.Lightness > 0.93;
        return accent with { Lightness = Math.Clamp(accent.Lightness + (down ? -0.05 : 0.05), 0, 1) };
    }

    private static OkLch Tint(OkLch picked, double lightness, double mostChroma) =>
        new(lightness, Math.Min(picked.Chroma, mostChroma), picked.Hue);

    private static OkLch Move(OkLch color, int direction, Func<OkLch, bool> isGood)
    {
        var end = direction < 0 ? 0 : 1;
        while (!isGood(color) && Math.Abs(color.Lightness - end) > 0.0001)
        {
            color = color with { Lightness = Math.Clamp(color.Lightness + (direction * 0.004), 0, 1) };
        }

        return color;
    }

    private static string Properties(Palette palette) => $"""
            --brand-accent: {palette.Accent.ToHex()};
            --brand-on-accent: {palette.OnAccent.ToHex()};
            --brand-accent-hover: {palette.AccentHover.ToHex()};
            --brand-edge: {palette.Edge.ToHex()};
            --brand-link: {palette.Link.ToHex()};
            --brand-soft: {palette.Soft.ToHex()};
            --brand-ground: {palette.Ground.ToHex()};
            --brand-ground-deep: {palette.GroundDeep.ToHex()};
        """;

    private readonly record struct Palette(
        OkLch Accent, OkLch OnAccent, OkLch AccentHover, OkLch Edge, OkLch Link, OkLch Soft, OkLch Ground, OkLch GroundDeep);
}
