using System.Globalization;

namespace IdentityServer.Web.Shared;

/// <summary>A colour as lightness, chroma and hue in OKLab, where equal steps look equal: what an sRGB colour is mixed and moved in.</summary>
internal readonly record struct OkLch(double Lightness, double Chroma, double Hue)
{
    /// <summary>Reads <c>#rgb</c> or <c>#rrggbb</c>, with or without the sign.</summary>
    public static OkLch? Parse(string? hex)
    {
        var digits = (hex ?? "").Trim().TrimStart('#');
        if (digits.Length == 3) digits = string.Concat(digits.SelectMany(digit => new[] { digit, digit }));

        return digits.Length == 6 && int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rgb)
            ? FromSrgb(Linear(rgb >> 16), Linear((rgb >> 8) & 255), Linear(rgb & 255))
            : null;
    }

    /// <summary>The nearest colour a screen can show, as <c>#rrggbb</c>.</summary>
    public string ToHex()
    {
        var (r, g, b) = ToSrgb();
        return string.Create(CultureInfo.InvariantCulture, $"#{Encoded(r):x2}{Encoded(g):x2}{Encoded(b):x2}");
    }

    /// <summary>WCAG 2.2 contrast ratio, between the two colours as a screen shows them.</summary>
    public double Contrast(OkLch other)
    {
        var (mine, its) = (Luminance(), other.Luminance());
        return (Math.Max(mine, its) + 0.05) / (Math.Min(mine, its) + 0.05);
    }

    private double Luminance()
    {
        var (r, g, b) = ToSrgb();
        return (0.2126 * Linear(Encoded(r))) + (0.7152 * Linear(Encoded(g))) + (0.0722 * Linear(Encoded(b)));
    }

    private static OkLch FromSrgb(double r, double g, double b)
    {
        var l = Math.Cbrt((0.4122214708 * r) + (0.5363325363 * g) + (0.0514459929 * b));
        var m = Math.Cbrt((0.2119034982 * r) + (0.6806995451 * g) + (0.1073969566 * b));
        var s = Math.Cbrt((0.0883024619 * r) + (0.2817188376 * g) + (0.6299787005 * b));

        var x = (1.9779984951 * l) - (2.4285922050 * m) + (0.4505937099 * s);
        var y = (0.0259040371 * l) + (0.7827717662 * m) - (0.8086757660 * s);
        return new OkLch((0.2104542553 * l) + (0.7936177850 * m) - (0.0040720468 * s), Math.Sqrt((x * x) + (y * y)), Math.Atan2(y, x));
    }

    private (double R, double G, double B) ToSrgb()
    {
        // Less chroma until it fits the screen's gamut: clipping the channels instead would turn the hue.
        for (var chroma = Chroma; chroma > 0.001; chroma *= 0.96)
        {
            var color = ToLinear(chroma);
            if (IsShown(color.R) && IsShown(color.G) && IsShown(color.B)) return color;
        }

        return ToLinear(0);
    }

    private (double R, double G, double B) ToLinear(double chroma)
    {
        var (x, y) = (chroma * Math.Cos(Hue), chroma * Math.Sin(Hue));
        var l = Math.Pow(Lightness + (0.3963377774 * x) + (0.2158037573 * y), 3);
        var m = Math.Pow(Lightness - (0.1055613458 * x) - (0.0638541728 * y), 3);
        var s = Math.Pow(Lightness - (0.0894841775 * x) - (1.2914855480 * y), 3);

        return (
            (4.0767416621 * l) - (3.3077115913 * m) + (0.2309699292 * s),
            (-1.2684380046 * l) + (2.6097574011 * m) - (0.3413193965 * s),
            (-0.0041960863 * l) - (0.7034186147 * m) + (1.7076147010 * s));
    }

    private static bool IsShown(double channel) => channel is > -0.002 and < 1.002;

    private static double Linear(int channel)
    {
        var value = channel / 255d;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }

    private static int Encoded(double channel)
    {
        var value = Math.Clamp(channel, 0, 1);
        var encoded = value <= 0.0031308 ? value * 12.92 : (1.055 * Math.Pow(value, 1 / 2.4)) - 0.055;
        return (int)Math.Round(encoded * 255);
    }
}
